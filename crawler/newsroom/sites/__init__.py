"""The site styles of the newsroom: a piece in, a page out."""

from crawler.newsroom.sites.around import PageNeighbours
from crawler.newsroom.sites.render import render

__all__ = ["PageNeighbours", "render"]
