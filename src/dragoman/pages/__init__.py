"""Pages in, articles out: readers by format, cleaning, metadata."""

from __future__ import annotations

from dragoman.pages.articles import clean, cleaned_row
from dragoman.pages.captures import read_pages
from dragoman.pages.given_text import article_from_text

__all__ = ["article_from_text", "clean", "cleaned_row", "read_pages"]
