"""Lines that are site furniture and no text."""
