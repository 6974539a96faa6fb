"""Where an export goes: a file that appears whole, or a stream, and what is left by exports that were killed."""
