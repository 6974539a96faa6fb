"""What a reader of the page sees: without form boxes, and with the text that scripts would print."""
