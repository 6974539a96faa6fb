"""Figures of the news and of the crawl within some days, for reports and dashboards."""
