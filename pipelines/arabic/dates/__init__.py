"""Dates and times as Arab outlets print them."""
