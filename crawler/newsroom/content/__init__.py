"""What the newsroom prints: its outlets and their articles."""
