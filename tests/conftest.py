"""Fixtures that several rooms' tests share."""

from __future__ import annotations

import pytest

from dragoman.language.parser import Parser
from dragoman.reader import Reader


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The language model, loaded once a test session."""
    return Parser()


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The whole pipeline, loaded once a test session."""
    return Reader()
