"""How well stories are found: labelled pairs, labelled weeks and composed events, beside simpler ways."""
