"""What runs did, and what they learned about hosts."""
