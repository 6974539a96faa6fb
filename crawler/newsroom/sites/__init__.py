"""The site styles of the newsroom: a piece in, a page out."""

from crawler.newsroom.sites.render import Neighbours, render

__all__ = ["Neighbours", "render"]
