"""Articles: written, read back, matched, withdrawn, searched."""
