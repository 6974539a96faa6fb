"""Articles: kept, matched, withdrawn, read back, searched."""
