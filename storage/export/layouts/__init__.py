"""Exports as a folder that says itself what is in it: data sets for the Hugging Face Hub, and data packages."""
