"""Placeholder until the room is furnished."""

from __future__ import annotations

from typing import Any

from dragoman.model import Article, Published


def date_article(article: Article, **kwargs: Any) -> Published:
    """What the page says of itself."""
    return article.published
