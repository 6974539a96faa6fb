"""What a run does with the listings that it reads: read, record, heal."""
