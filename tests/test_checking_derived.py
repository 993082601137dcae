"""What follows from the articles has no seals: `check --derived` holds it against a derivation anew."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from commands import Run, runner
from dragoman.engines import read_all
from dragoman.model import Reading, RecordError
from dragoman.pages import read_pages
from dragoman.reader import Reader
from dragoman.record import Record
from dragoman.record.checking import check
from dragoman.record.rederiving import derived_tables
from dragoman.record.rescuing import rescue
from dragoman.sample import PAGES

SHOWN = {
    "happenings", "happening_reports", "happening_values", "stories", "story_articles", "utterances", "utterance_reports",
    "origins", "activity", "dyads", "amended",
}  # fmt: skip
"""Some of those that are shown to people."""


@pytest.fixture
def run(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Run:
    return runner(reader, monkeypatch)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample crisis, read and derived in several goes, the last article first, with two judgements."""
    path = tmp_path_factory.mktemp("whole") / "r.dragoman"
    readings = [r for r in read_all(read_pages([PAGES]), reader=Reader(fast=True)) if isinstance(r, Reading)]
    with Record(path) as made:
        for n, one in enumerate(reversed(readings)):
            made.add(one)
            if n % 6 == 0:
                made.derive()
        made.derive()
        made.amend(next(iter(made.events()))["event_id"], date="2014-03-01", reason="none")
        made.derive()
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def test_what_was_derived_in_steps_is_what_is_derived_anew(whole: Path, run: Run) -> None:
    done = run("check", whole, "--derived")
    assert (done.exit_code, done.stdout) == (0, f"{whole}: whole\n"), done.stderr
    assert [p.name for p in whole.parent.iterdir() if p.name.startswith(".")] == []


def _tables(path: Path) -> list[tuple[str, str]]:
    """The derived tables with rows in them, and a column of text of each."""
    with closing(sqlite3.connect(path)) as plain:
        out = []
        for table in derived_tables(plain):
            names = [row[1] for row in plain.execute(f"PRAGMA table_info({table})") if row[2] == "TEXT"]
            held = (n for n in names[::-1] if plain.execute(f"SELECT 1 FROM {table} WHERE \"{n}\" > ''").fetchone())
            if (name := next(held, None)) is not None:
                out.append((table, name))
        return out


def test_a_letter_of_any_derived_table_is_found_and_a_rescue_mends_it(whole: Path, tmp_path: Path, run: Run) -> None:
    tables = _tables(whole)
    assert {table for table, _ in tables} >= SHOWN
    for table, column in tables:
        hurt = tmp_path / f"{table}.dragoman"
        shutil.copyfile(whole, hurt)
        with closing(sqlite3.connect(hurt)) as plain:
            plain.execute(
                f'UPDATE {table} SET "{column}" = \'~\' || substr("{column}", 2) WHERE "{column}" = '
                f'(SELECT max("{column}") FROM {table} WHERE "{column}" > \'\')'
            )
            plain.execute("UPDATE derived SET stale = 0")
            plain.execute("DELETE FROM happenings_touched")
            plain.commit()
        found = [f.what for f in check(hurt, derived=True) if f" {table} (" in f.what]
        assert len(found) == 1, (table, column)
        assert "not what follows from what was read" in found[0]
        hurt.unlink()
    hurt = tmp_path / "hurt.dragoman"
    shutil.copyfile(whole, hurt)
    with closing(sqlite3.connect(hurt)) as plain:
        plain.execute("DELETE FROM happenings WHERE rowid = 2")
        plain.execute("UPDATE stories SET title = replace(title, 'e', 'o')")
        plain.execute("DELETE FROM happenings_touched")
        plain.commit()
    done = run("check", hurt, "--derived")
    assert done.exit_code == 4
    assert "in the derived table stories" in done.stderr
    assert "is missing" in done.stderr
    rescue(hurt, tmp_path / "saved")
    assert not list(check(tmp_path / "saved", derived=True))


def test_what_is_still_to_be_derived_is_not_held_against_anything(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.dragoman"
    shutil.copyfile(whole, path)
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("UPDATE derived SET stale = 1")
        plain.commit()
    assert not list(check(path))
    with pytest.raises(RecordError, match="was read into since"):
        list(check(path, derived=True))
