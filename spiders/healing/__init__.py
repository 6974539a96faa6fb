"""What is done when a listing is dead: detect it, look for another, use it, let it go."""
