"""The report: figures of the news as one page without scripts and without other files."""
