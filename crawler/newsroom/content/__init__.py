"""What the newsroom publishes: its outlets and their articles."""
