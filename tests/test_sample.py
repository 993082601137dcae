"""The sample crisis gives the record that was reviewed line by line (`tests/golden/sample.txt`)."""

from __future__ import annotations

import difflib

from dragoman.reader import Reader
from golden import GOLDEN, record_lines


def test_the_sample_gives_its_golden_record(reader: Reader) -> None:
    made = record_lines(reader)
    expected = GOLDEN.read_text(encoding="utf-8").splitlines()
    changed = list(difflib.unified_diff(expected, made, "golden", "made", lineterm="", n=1))
    assert not changed, "\n".join(
        ["the record of the sample changed; review it, then: python tests/golden.py", *changed[:80]]
    )


def test_the_sample_holds_what_it_is_for(reader: Reader) -> None:
    golden = GOLDEN.read_text(encoding="utf-8")
    assert golden.count("=== ") >= 16
    for kind in ("[threatened]", "[negated]", "[denied]", "[recalled]", "[direct", "[mixed", "[indirect", "HEADLINE"):
        assert kind in golden, f"the sample has no {kind}"
