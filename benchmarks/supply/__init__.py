"""What the project takes from others: the locked packages, their licences, and the advisories that are known."""
