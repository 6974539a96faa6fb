"""Telling a person that something is wrong, once: what is new, the words, and the ways to send them."""
