"""One process or several give the same readings in the same order; a bad page stops nobody."""

from __future__ import annotations

import signal
import time
from contextlib import suppress

import pytest

from dragoman.engines import read_all
from dragoman.engines.budget import BY_THE_CLOCK, OutOfTime, at_most
from dragoman.model import BadInput, ModelFilesError, Page, Reading
from dragoman.reader import Reader


def _pages() -> list[Page | BadInput]:
    made: list[Page | BadInput] = [
        Page(
            f"{n}.txt",
            f"Norway told Iceland on Monday that {n} boats had crossed the line. Iceland denied it.".encode(),
            "text",
        )
        for n in range(12)
    ]
    made.insert(3, BadInput("broken.jsonl:7", "is no JSON"))
    made.insert(5, Page("empty.txt", b"", "text"))
    return made


def test_two_workers_give_what_one_gives(reader: Reader) -> None:
    one = list(read_all(_pages(), reader=reader))
    two = list(read_all(_pages(), workers=2))
    assert [str(x) if isinstance(x, BadInput) else x for x in one] == [
        str(x) if isinstance(x, BadInput) else x for x in two
    ]
    assert sum(isinstance(x, Reading) for x in one) == 12
    assert isinstance(one[3], BadInput)
    assert isinstance(one[5], BadInput)


def test_pages_are_taken_as_they_are_needed(reader: Reader) -> None:
    taken = 0

    def counted() -> list[Page | BadInput]:
        nonlocal taken
        for page in _pages():
            taken += 1
            yield page

    readings = read_all(counted(), reader=reader)
    next(readings)
    assert taken == 1


def test_a_page_that_takes_too_long_is_named_and_the_next_is_read(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = reader.read
    read(_pages()[0])  # type: ignore[arg-type]

    def slow(page: Page) -> Reading:
        while page.source == "slow.txt":
            pass
        return read(page)

    monkeypatch.setattr(reader, "read", slow)
    pages = [Page("slow.txt", b"Norway spoke to Iceland.", "text"), *_pages()[:1]]
    first, second = read_all(pages, reader=reader, max_seconds=1.5)
    assert isinstance(first, BadInput)
    assert str(first) == "slow.txt: took longer than 1.5 seconds; raise --max-seconds to read it"
    assert isinstance(second, Reading)


def _busy() -> None:
    while True:
        pass


def test_a_page_has_processor_time_not_time_by_the_clock() -> None:
    """On a machine that does much else the same pages are read as on one that does not."""
    with at_most(0.4):
        time.sleep(0.8)
    with pytest.raises(OutOfTime), at_most(0.4):
        _busy()
    began = time.perf_counter()
    with pytest.raises(OutOfTime), at_most(0.05):
        time.sleep(600)
    assert time.perf_counter() - began > 0.05 * BY_THE_CLOCK * 0.9


def test_a_stop_that_is_lost_comes_again() -> None:
    """What is raised inside a C library's callback may be swallowed there."""

    def losing() -> None:
        with suppress(OutOfTime):
            _busy()
        _busy()

    with pytest.raises(OutOfTime), at_most(0.1):
        losing()


def test_an_alarm_ends_with_its_page() -> None:
    for _ in range(200):
        with suppress(OutOfTime), at_most(0.002):
            _busy()
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
        assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL


def test_a_broken_installation_is_no_pages_fault(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(page: Page) -> Reading:
        raise ModelFilesError("the parser's files are damaged")

    monkeypatch.setattr(reader, "read", broken)
    with pytest.raises(ModelFilesError):
        list(read_all([Page("a.txt", b"Norway spoke.", "text")], reader=reader))
