"""How late articles are found, and for how many polls, by invented outlets."""
