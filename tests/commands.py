"""Running commands in tests: in this process with one reader for all, or as a program of their own."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.reader import Reader
from dragoman.record import Record
from made_readings import reading

Run = Callable[..., Any]

DRAGOMAN = [sys.executable, "-c", "from dragoman.cli import main; main()"]
"""The program, as the `dragoman` script runs it."""


def runner(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A function that runs a command in this process and gives its output and exit code."""
    monkeypatch.setattr("dragoman.engines.pool.Reader", lambda **_: reader)
    for name in ("DRAGOMAN_RECORD", "DRAGOMAN_REFERENCE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: object, input: str | bytes | None = None, columns: int = 120) -> Any:
        return CliRunner().invoke(app, [str(a) for a in arguments], input=input, env={"COLUMNS": str(columns)})

    return run


def environment(**more: str) -> dict[str, str]:
    """The environment for a program of its own, without what a developer may have set."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DRAGOMAN") and k != "NO_COLOR"}
    return kept | {"COLUMNS": "100"} | more


def heeding() -> None:
    """For a program that is begun to be stopped by Ctrl-C: one that a background job begins would not hear it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def made_record(path: Path) -> Path:
    """A record of three articles made by hand: one dated, one a copy of it, one without a day."""
    with Record(path) as made:
        made.add(reading("a1"))
        made.add(reading("a2", published="2013-01-24", publisher="The Long-Named Daily Tribune", agency="Meridian"))
        made.add(reading("a3", published=None, publisher=None, extra=" x" * 300))
    return path
