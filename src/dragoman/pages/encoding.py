"""Bytes to text: a byte order mark, UTF-8, the declared encoding, then what charset-normalizer finds."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from dragoman.model import BadInput, Page

FEW_WRONG = 0.002
"""Share of bytes that may be wrong in a UTF-8 page: a cut character or a stray byte, not another encoding."""
GUESSED_FROM = 200_000
"""Bytes that charset-normalizer looks at."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KNOWN = re.compile(
    r"(?:utf|ucs|windows|cp|ibm|iso|latin|koi8|mac|big5|gb|euc|shift|sjis|tis|us-ascii|ascii|johab|viscii|hz)[\w.:-]{0,20}",
    re.IGNORECASE,
)
"""Names of character encodings; Python has other codecs ("unicode_escape", "punycode") that no page may call."""
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,3}=\s{0,3}["']?\s{0,3}([\w.:-]{2,40})""", re.IGNORECASE)


def text_of(page: Page) -> str:
    """The page's content as text, without half characters. Raises `BadInput` when its encoding can't be told."""
    text = _decoded(page)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text


def _decoded(page: Page) -> str:
    content = page.content
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        wrong = content.decode("utf-8", "replace")
    if _is_utf8_with_faults(content, wrong):
        return wrong
    declared = page.encoding or (_declared(content) if page.format == "html" else None)
    if declared and _KNOWN.fullmatch(declared):
        try:
            return content.decode(declared)
        except (LookupError, UnicodeDecodeError):
            pass
    best = from_bytes(content[:GUESSED_FROM]).best()
    if best is not None:
        return content.decode(best.encoding, "replace")
    raise BadInput(page.source, "is neither UTF-8 nor any other encoding that can be told; convert it to UTF-8 first")


def _is_utf8_with_faults(content: bytes, replaced: str) -> bool:
    """True when some characters are right UTF-8 of several bytes and only few are wrong."""
    faults = replaced.count("\ufffd")
    several = sum(1 for c in replaced if ord(c) > 127) - faults
    return several > 3 * faults and faults <= max(3, FEW_WRONG * len(content))


def _declared(content: bytes) -> str | None:
    m = _DECLARED.search(content[:4096])
    return m.group(1).decode("ascii", "replace") if m else None
