"""What is known of listings: their answers, health, schedule and backfills."""
