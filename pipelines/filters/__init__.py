"""What is no Arabic article, and why."""
