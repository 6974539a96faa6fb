"""Random and damaged inputs for everything that reads what strangers write."""
