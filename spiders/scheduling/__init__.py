"""When the listings of a source are polled next, learned from when it publishes."""
