"""FINDS: the catalogue of sources and the ways of discovery."""
