"""How hosts are treated: robots.txt, delays, back-off, and the minimum delay that nothing lowers."""
