"""One run: who is crawled, what is given out, what is recorded, and how it ends."""
