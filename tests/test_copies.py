"""Copies: what repeats what, the same whatever the order in which articles come, change and go."""

from __future__ import annotations

import datetime as dt

from dragoman.record.copies import find_copies
from dragoman.record.likeness import Sketched
from dragoman.record.sketches import age, sketch

WORDS = [f"word{i}" for i in range(400)]


def _sketched(key: str, text: str, day: str = "2013-01-23", *, wire: bool = False) -> Sketched:
    made = sketch(text)
    return Sketched(key, age(day, "AFP" if wire else "Meridian", "AFP"), made.words_key, made.hashes)


def test_copies_are_found_whatever_was_cut_or_added() -> None:
    story = " ".join(WORDS[:200])
    page = "A new headline of another paper. " + " ".join(WORDS[20:200]) + " " + " ".join(f"own{i}" for i in range(60))
    other = " ".join(WORDS[150:400])
    found = find_copies([
        _sketched("d", other),
        _sketched("c", story.upper(), "2013-01-24"),
        _sketched("b", page, "2013-01-25"),
        _sketched("a", story),
    ])  # fmt: skip
    assert found == {"b": "a", "c": "a"}


def test_the_wire_is_the_origin_on_the_same_day() -> None:
    story = " ".join(WORDS)
    assert find_copies([_sketched("a", story), _sketched("z", story, wire=True)]) == {"a": "z"}


def test_texts_without_words_are_no_copies() -> None:
    assert find_copies([_sketched("a", ""), _sketched("b", ""), _sketched("c", "…"), _sketched("d", "a b c")]) == {}


def test_short_texts_are_copies_only_when_their_words_are_the_same() -> None:
    one = _sketched("a", "The council meets at noon.")
    same = _sketched("b", "THE COUNCIL meets, at noon", "2013-01-24")
    other = _sketched("c", "The council meets at noon today.", "2013-01-25")
    assert find_copies([other, same, one]) == {"b": "a"}


def test_a_digest_repeats_both_reports_and_makes_neither_a_copy_of_the_other() -> None:
    first, second = " ".join(WORDS[:200]), " ".join(WORDS[200:])
    later = [_sketched("first", first), _sketched("second", second), _sketched("both", first + " " + second, "2013-02-01")]
    assert find_copies(later) == {"both": "first"}
    # A report that came after the digest repeats the digest, not the other report in it.
    between = [_sketched("first", first), _sketched("z", second, "2013-03-01"), later[2]]
    assert find_copies(between) == {"both": "first", "z": "both"}


def test_an_unreadable_day_is_the_youngest() -> None:
    assert age("2013-01-23", None, None) < age(None, None, None) == age("soon", None, None)
    assert age(dt.date.max.isoformat(), "AFP", "AFP") < age(None, "Meridian", "AFP")
