"""Finds articles for what was typed: for the commands and the web pages."""
