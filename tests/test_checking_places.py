"""Records damaged by hand at many places: each is found and named, and what is whole is saved."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dragoman.model import RecordError
from dragoman.record import Record
from dragoman.record.checking import check
from dragoman.record.record import FILLED
from dragoman.record.rescuing import rescue
from made_readings import reading

MANY = 40
PAGE = 4096


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with pages that were given up: half of its articles were read twice."""
    path = tmp_path_factory.mktemp("whole") / "r.dragoman"
    with Record(path) as made:
        for n in range(MANY):
            made.add(reading(f"a{n}", source=f"pages/{n}.txt", extra=f" Boat {n} was towed to Obock." * (n % 7) * 90))
        for n in range(0, MANY, 2):
            made.add(reading(f"a{n}", version="2", source=f"pages/{n}.txt", extra=f" Boat {n} sank."))
        made.derive()
        made.amend(next(iter(made.events()))["event_id"], date="2014-03-01", reason="none")
        made.derive()
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert plain.execute("PRAGMA freelist_count").fetchone()[0] > 2
    return path


@pytest.fixture
def record(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(whole, tmp_path / "r.dragoman"))


def readings(path: Path) -> dict[str, list[dict[str, Any]]]:
    """What was read and judged; what is derived is made anew in a rescue."""
    with Record(path, read_only=True) as record:
        return {table: list(record.table(table)) for table in (*FILLED, "amendments", "pages")}


def spoil(path: Path, at: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def found(path: Path) -> bool:
    try:
        return bool(list(check(path)))
    except RecordError:
        return True


def root_of(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as plain:
        row = plain.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    return int(row[0])


def saved(path: Path, whole: Path) -> int:
    """How many articles are saved; each of them is what it was."""
    into = path.with_name("saved")
    done = rescue(path, into)
    assert not list(check(into))
    before, after = readings(whole), readings(into)
    kept = {row["article_id"] for row in after["articles"]}
    for table in FILLED:
        assert after[table] == [row for row in before[table] if row["article_id"] in kept], table
    assert done.articles == len(kept)
    assert done.articles + done.lost == MANY
    assert len(done.sources) <= done.lost  # whose source is lost too is only counted
    return len(kept)


def test_with_its_head_gone_all_is_saved(record: Path, whole: Path) -> None:
    spoil(record, 0, bytes(100))
    assert found(record)
    assert saved(record, whole) == MANY


def test_with_its_first_page_gone_all_is_saved(record: Path, whole: Path) -> None:
    spoil(record, 0, b"\xaa" * PAGE)
    assert found(record)
    assert saved(record, whole) == MANY


def test_with_its_schema_gone_all_is_saved(record: Path, whole: Path) -> None:
    with closing(sqlite3.connect(record)) as plain:
        pages = [row[0] for row in plain.execute("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema'")] if _dbstat(
            plain
        ) else [1]  # fmt: skip
    for page in pages:
        spoil(record, (page - 1) * PAGE + (100 if page == 1 else 0), b"\x0d" + bytes(200))
    assert found(record)
    assert saved(record, whole) == MANY


def _dbstat(plain: sqlite3.Connection) -> bool:
    try:
        plain.execute("SELECT 1 FROM dbstat LIMIT 1")
    except sqlite3.OperationalError:
        return False
    return True


@pytest.mark.parametrize("name", ["events", "articles", "statements_id", "sqlite_autoindex_articles_1"])
def test_with_the_root_of_a_table_or_an_index_gone_all_is_saved(record: Path, whole: Path, name: str) -> None:
    spoil(record, (root_of(record, name) - 1) * PAGE, b"\x55" * 300)
    assert found(record)
    assert saved(record, whole) == MANY


def test_with_its_list_of_free_pages_gone_all_is_saved(record: Path, whole: Path) -> None:
    trunk = int.from_bytes(record.read_bytes()[32:36], "big")
    spoil(record, (trunk - 1) * PAGE, b"\xff" * 64)
    assert found(record)
    assert saved(record, whole) == MANY


@pytest.mark.parametrize("seed", range(4))
def test_with_pages_spoiled_by_chance_the_rest_is_saved(record: Path, whole: Path, seed: int) -> None:
    dice, size = random.Random(seed), record.stat().st_size
    for _ in range(5):
        spoil(record, dice.randrange(size // PAGE) * PAGE, dice.randbytes(PAGE))
    assert found(record)
    assert saved(record, whole) >= 1


def test_a_bit_turned_anywhere_is_found_or_changes_nothing(record: Path, whole: Path) -> None:
    dice, content = random.Random(3), whole.read_bytes()
    before, named = readings(whole), 0
    for _ in range(30):
        at = dice.randrange(len(content))
        record.write_bytes(content)
        spoil(record, at, bytes([content[at] ^ 1 << dice.randrange(8)]))
        if found(record):
            named += 1
        else:
            assert readings(record) == before, f"byte {at} was changed and nobody saw it"
    assert named >= 5


def test_a_letter_of_an_entry_is_named_by_its_article_and_costs_no_other(record: Path, whole: Path) -> None:
    with closing(sqlite3.connect(record)) as plain:
        plain.execute("UPDATE statements SET cue = 'tald' WHERE article_id = 'a7'")
        plain.commit()
    (finding,) = check(record)
    assert finding.what == "what was read in article a7 is not as it was written"
    assert saved(record, whole) == MANY - 1


def _with_log(folder: Path) -> tuple[Path, Path]:
    """A record whose articles stand in its log, as a killed process leaves it."""
    live, path = folder / "live.dragoman", folder / "logged.dragoman"
    with Record(live) as made:
        made.sql("PRAGMA wal_autocheckpoint = 0")
        for n in range(MANY):
            made.add(reading(f"a{n}", source=f"pages/{n}.txt"))
        for end in ("", "-wal"):
            shutil.copyfile(live.with_name(live.name + end), path.with_name(path.name + end))
    return path, path.with_name(path.name + "-wal")


def test_a_log_is_read_and_one_cut_in_a_frame_is_no_damage(tmp_path: Path) -> None:
    path, log = _with_log(tmp_path)
    assert rescue(path, tmp_path / "all").articles == MANY
    log.write_bytes(log.read_bytes()[:-1000])
    assert not list(check(path))
    assert rescue(path, tmp_path / "less").articles == MANY - 1


@pytest.mark.parametrize("at", [3, 20, 0.5, 0.8])
def test_a_damaged_log_is_named_and_what_it_holds_is_saved(tmp_path: Path, at: float) -> None:
    path, log = _with_log(tmp_path)
    content = bytearray(log.read_bytes())
    place = at if isinstance(at, int) else 32 + 4120 * int(len(content) * at // 4120) + 400
    content[place] ^= 0x10
    log.write_bytes(bytes(content))
    (finding,) = check(path)
    assert finding.what.startswith("the log logged.dragoman-wal is damaged: ")
    assert log.read_bytes() == bytes(content)
    assert rescue(path, tmp_path / "saved").articles >= MANY - 2


def test_a_file_without_articles_is_said_to_hold_nothing(tmp_path: Path) -> None:
    (tmp_path / "r.dragoman").write_bytes(random.Random(1).randbytes(200_000))
    with pytest.raises(RecordError, match="no article was found"):
        rescue(tmp_path / "r.dragoman", tmp_path / "saved")
    assert not (tmp_path / "saved").exists()
