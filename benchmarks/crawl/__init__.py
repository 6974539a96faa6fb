"""What a crawl costs beside other ways to fetch the same pages."""
