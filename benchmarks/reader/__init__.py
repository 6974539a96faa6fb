"""What reading a page costs, and the readers that are compared, each in a process of its own."""
