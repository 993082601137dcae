"""Fixtures that several rooms' tests share."""

from __future__ import annotations

from pathlib import Path

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


@pytest.fixture(scope="session")
def sample(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the sample crisis, read once a test session; it is not written."""
    from served import sample_record

    return sample_record(reader, tmp_path_factory.mktemp("sample") / "sample.dragoman")
