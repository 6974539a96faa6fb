"""The site styles of the newsroom: from an article to its HTML page."""

from crawler.newsroom.sites.page_parts import PageNeighbours
from crawler.newsroom.sites.render import render

__all__ = ["PageNeighbours", "render"]
