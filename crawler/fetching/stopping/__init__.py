"""How requests that wait are given back, when a run is stopped or an outlet is broken off."""
