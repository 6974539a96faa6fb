"""What is computed of the kept articles for analysts: stories, shares, characteristic words, and copies between outlets."""
