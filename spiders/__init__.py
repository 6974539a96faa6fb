"""FINDS: the catalogue of sources, and the discovery of their articles."""
