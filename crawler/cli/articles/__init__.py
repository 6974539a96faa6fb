"""Commands about single articles."""
