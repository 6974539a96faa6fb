"""Stories: the articles of several outlets about one event."""
