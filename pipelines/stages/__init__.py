"""Scrapy's item pipelines, and the reader processes behind them."""
