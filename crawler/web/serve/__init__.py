"""The web server: Datasette with our pages, read-only, for one machine by default."""
