"""How hosts are treated: robots.txt, pauses, back-off, and the floor that nothing lowers."""
