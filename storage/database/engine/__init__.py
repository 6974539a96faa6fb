"""What the parts of a store ask of the engine under it, whichever it is."""
