"""When a source's listings are polled next, learned from when it publishes."""
