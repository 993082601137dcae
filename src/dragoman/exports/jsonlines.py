"""JSON lines: an object a line, UTF-8, nothing in it that a terminal or a line splitter would act on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

_ACTIVE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def json_line(value: Mapping[str, Any]) -> str:
    """The object as one line without its end. C1 controls, Unicode line ends and lone surrogates are escaped."""
    line = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    return _ACTIVE.sub(lambda m: f"\\u{ord(m.group()):04x}", line)


def write_jsonl(rows: Iterable[Mapping[str, Any]], columns: Sequence[str] | None, out: TextIO) -> int:
    """Writes the rows, with these columns in this order (or as they are); gives how many there were."""
    count = 0
    for row in rows:
        out.write(json_line(row if columns is None else {c: row.get(c) for c in columns}) + "\n")
        count += 1
    return count


def utf8(text: str) -> str:
    """The text with U+FFFD for lone surrogates, so that it can be written as UTF-8."""
    return text if text.isascii() else re.sub("[\ud800-\udfff]", "�", text)


def write_json_list(rows: Iterable[dict[str, Any]], out: TextIO, *, opening: str) -> int:
    """Writes one JSON object that ends in a list, a row a line: `opening` is the object up to the list's bracket. Gives
    how many rows there were."""
    out.write(opening + "[")
    count = 0
    for row in rows:
        out.write(("," if count else "") + "\n" + json_line(row))
        count += 1
    out.write("\n]}\n")
    return count
