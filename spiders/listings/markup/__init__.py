"""Markup of strangers, scanned in one pass without a parser that gives up."""
