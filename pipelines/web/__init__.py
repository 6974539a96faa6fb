"""URLs, bytes and headers: what holds for any document."""
