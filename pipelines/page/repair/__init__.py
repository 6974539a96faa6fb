"""Repairs of mark-up and metadata that a server sent broken."""
