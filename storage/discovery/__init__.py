"""What is known of listings: their responses, what they name, health, poll schedule and backfills."""
