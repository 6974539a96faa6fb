"""The form of values in the store: times, lists, keys of addresses, the order of dates."""
