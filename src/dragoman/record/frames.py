"""The frames of a write-ahead log: what was written last and stands in the record's `-wal` file, not yet in the record.

SQLite reads such a log up to the first frame whose checksum is wrong, and says nothing of those after it: it takes them
for the rest of a write that was stopped. Where others follow that were written later, the log is damaged.

Format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
"""

from __future__ import annotations

import array
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_MAGIC = (0x377F0682, 0x377F0683)
_HEAD, _FRAME_HEAD = 32, 24


class Frame(NamedTuple):
    """A page of the record as a transaction left it: its number there, whether the transaction ends with it, where the
    page begins in the log, and whether it is as it was written. `page` is 0 where the frame's head is lost."""

    page: int
    ends: bool
    at: int
    sound: bool


def newer_pages(log: bytes, page_size: int) -> dict[int, int]:
    """Where the log holds the newest version of each page, up to the end of the last transaction.

    Damaged frames are left out, and those after them are taken: whoever reads them holds them against the seals.
    """
    out: dict[int, int] = {}
    waiting: dict[int, int] = {}
    for frame in frames(log, page_size):
        if frame.sound:
            waiting[frame.page] = frame.at
        if frame.ends:
            out |= waiting
            waiting = {}
    return out


def damage(log: bytes, page_size: int) -> str | None:
    """What is wrong with a log, in words; `None` for one that is whole, or ends in the middle of a write as that of a
    killed process does."""
    if len(log) < _HEAD + _FRAME_HEAD + page_size:
        return None
    if not _head_is_sound(log):
        return "its head is not as it was written"
    found = list(frames(log, page_size))
    wrong = next((k for k, frame in enumerate(found) if not frame.sound), None)
    if wrong is None or wrong == len(found) - 1:
        return None
    return f"frame {wrong + 1} of {len(found)} is not as it was written"


def frames(log: bytes, page_size: int) -> Iterator[Frame]:
    """The frames of a log that were written since it was last begun; those that an older one left are known by their
    salt."""
    if len(log) < _HEAD + _FRAME_HEAD + page_size:
        return
    magic = int.from_bytes(log[:4], "big")
    order = "little" if magic == _MAGIC[0] else "big"
    step = _FRAME_HEAD + page_size
    sums: tuple[int, int] | None = None
    if _head_is_sound(log):
        salt, sums = log[16:24], _told(log[24:32])
    else:
        salt, order = log[_HEAD + 8 : _HEAD + 16], sys.byteorder
    last = _last_of(log, salt, step)
    for at in range(_HEAD, last + 1, step):
        head = log[at : at + _FRAME_HEAD]
        page = log[at + _FRAME_HEAD : at + step]
        said = _told(head[16:24])
        ours = head[8:16] == salt
        sound = ours and len(page) == page_size
        if sound and sums is not None:
            sound = _summed(page, _summed(head[:8], sums, order), order) == said
        # The sum goes on from what the frame says, so that one damaged frame does not spoil those after it.
        sums = said if ours else None
        yield Frame(
            int.from_bytes(head[:4], "big") if ours else 0, ours and head[4:8] != bytes(4), at + _FRAME_HEAD, sound
        )


def _last_of(log: bytes, salt: bytes, step: int) -> int:
    """Where the last frame of this log begins; those of an older log stand behind it."""
    last = -1
    for at in range(_HEAD, len(log), step):
        if log[at + 8 : at + 16] == salt:
            last = at
    return last


def _head_is_sound(log: bytes) -> bool:
    magic = int.from_bytes(log[:4], "big")
    order = "little" if magic == _MAGIC[0] else "big"
    return magic in _MAGIC and _summed(log[:24], (0, 0), order) == _told(log[24:32])


def _told(data: bytes) -> tuple[int, int]:
    return int.from_bytes(data[:4], "big"), int.from_bytes(data[4:8], "big")


def _summed(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    """SQLite's checksum of a log, carried on over more bytes; the log's magic number says in which byte order."""
    words = array.array("I", data)
    if order != sys.byteorder:
        words.byteswap()
    return _carried(words, sums)


def _carried(words: Sequence[int], sums: tuple[int, int]) -> tuple[int, int]:
    one, two = sums
    for k in range(0, len(words), 2):
        one = (one + words[k] + two) & 0xFFFFFFFF
        two = (two + words[k + 1] + one) & 0xFFFFFFFF
    return one, two
