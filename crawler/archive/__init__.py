"""What was fetched, as WARC files: they are written, read again, and removed by age and size."""
