"""What runs did, and what they learned of hosts."""
