"""The headline of a page, and the kicker and deck beside it."""
