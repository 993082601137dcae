"""Who is who: mentions resolved to actors as of the article's day, descriptions and pronouns included."""

from dragoman.actors.cast import Cast
from dragoman.actors.describe import describe
from dragoman.actors.resolve import find_actors

__all__ = ["Cast", "describe", "find_actors"]
