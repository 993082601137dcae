"""The chronicle of a large record, made by a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from dragoman.model import RecordError
from dragoman.record import Record
from dragoman.web.apart import is_large, whole, whole_apart


def test_made_apart_it_is_the_same(sample: Path) -> None:
    with Record(sample, read_only=True) as record:
        assert not is_large(record)
        chronicle, words = whole(record)
    other, other_words = whole_apart(sample)
    assert chronicle.size == other.size > 0
    for column in ("rows", "first", "last", "disputed"):
        np.testing.assert_array_equal(getattr(chronicle, column), getattr(other, column))
    assert chronicle.labels == other.labels
    assert type(words) is type(other_words)


def test_a_process_that_fails_is_told(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"nothing\.dragoman: the happenings could not be counted"):
        whole_apart(tmp_path / "nothing.dragoman")


@pytest.mark.skipif(sys.platform == "win32", reason="parents are told by POSIX")
@pytest.mark.parametrize("desk_is_there", [True, False])
def test_it_ends_with_the_desk_that_began_it(desk_is_there: bool) -> None:
    desk = os.getpid() if desk_is_there else os.getppid()
    code = f"from dragoman.web.apart import _end_with; _end_with({desk})"
    with subprocess.Popen([sys.executable, "-c", code]) as process:
        try:
            assert process.wait(timeout=600 if not desk_is_there else 3) == 1
            assert not desk_is_there
        except subprocess.TimeoutExpired:
            assert desk_is_there
        finally:
            process.kill()
