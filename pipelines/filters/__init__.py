"""Rejects pages that are not Arabic articles, each with a reason."""
