"""What an article is about, in a form that two outlets' articles on one event share."""
