"""The dates of an article: what a page offers, what completes a printed date, and the choice."""
