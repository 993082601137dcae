"""Captures that are plain text already: hard-wrapped lines joined, the article's lines found, its headline named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dragoman.pages.datelines import find_dateline
from dragoman.pages.line_model import article_lines
from dragoman.pages.parts import Parts, heads_of, without_furniture
from dragoman.pages.signs import is_caption, is_date_line, is_furniture_line, kinds_of

CLEAN_SHARE = 0.85
"""Share of a text's characters in prose lines from which it is a clean text and no whole page."""
MOST_LINES = 20_000
"""Lines that the line model looks at; a text with more is no captured page, and is taken for a clean text."""
WRAPPED = (45, 100)
"""Shortest and longest line of a text that was wrapped by hand or by mail."""
TITLE_REACH = 15
"""Lines before the article among which its headline is looked for."""
LONGEST_TITLE = 250

_STOP = re.compile(r"[.!?…:;,][\"'”’»)\]]*\s*$")
_FULL_STOP = re.compile(r"(?:[^.]\.|[!…])[\"'”’»)\]]*\s*$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")
_WORD = re.compile(r"[^\W\d_]+")
_BY = re.compile(r"^\W{0,3}by\b", re.IGNORECASE)


def parts_of_text(text: str, title: str | None = None) -> Parts:
    """The article of a plain text; `title` is its headline where the container gave it."""
    lines = [line for raw in unwrapped(text) if (line := raw.strip())]
    if not lines:
        return Parts(title, ())
    keep = _clean_lines(lines) if len(lines) > MOST_LINES or _is_clean(lines) else article_lines(lines)
    if not any(keep):
        keep = [is_prose(line) and not is_furniture_line(line) for line in lines]
    if not any(keep):
        keep = [len(lines) <= 3 and not is_furniture_line(line) for line in lines]
    chosen = [i for i, k in enumerate(keep) if k]
    if not chosen:
        return Parts(title, (), tuple(lines))
    if chosen[0] > 0 and _is_dateline_alone(lines[chosen[0] - 1]):
        chosen.insert(0, chosen[0] - 1)
    first, last = chosen[0], chosen[-1]
    if title is None:
        at = _headline(lines, first, [lines[i] for i in chosen])
        if at is not None:
            title = lines[at]
            chosen = [i for i in chosen if i != at]
    paragraphs, dropped = without_furniture([lines[i] for i in chosen], title)
    around = [line for i, line in enumerate(lines) if not keep[i] and first < i < last]
    heads, dropped = heads_of(dropped)
    return Parts(title, tuple(paragraphs), (*lines[:first], *heads), (*around, *dropped, *lines[last + 1 :]))


def is_prose(line: str) -> bool:
    """True when a line has the look of a sentence or more."""
    return len(_WORD.findall(line[:400])) >= 6 and (len(line) > 200 or bool(_SENTENCE_END.search(line[-12:])))


def _is_clean(lines: Sequence[str]) -> bool:
    total = sum(len(line) for line in lines)
    return sum(len(line) for line in lines if is_prose(line)) >= CLEAN_SHARE * total


def _clean_lines(lines: Sequence[str]) -> list[bool]:
    """All lines from the first prose to the last, but for furniture and captions."""
    prose = [i for i, line in enumerate(lines) if is_prose(line) and not is_furniture_line(line)]
    if not prose:
        return [False] * len(lines)
    first, last = prose[0], prose[-1]
    return [first <= i <= last and not is_furniture_line(line) and not is_caption(line) for i, line in enumerate(lines)]


def _headline(lines: Sequence[str], first: int, body: Sequence[str]) -> int | None:
    """Which line is the headline: before the article, or its first line where that reads as one."""
    vocabulary = Counter(w.lower() for line in body for w in _WORD.findall(line[:2000]) if len(w) > 3)
    best, best_score = None, 0.0
    for i in range(max(0, first - TITLE_REACH), first):
        score = _title_score(lines[i], vocabulary, first - i)
        if score > best_score:
            best, best_score = i, score
    if best is None and len(body) > 1 and reads_as_title(lines[first]) and is_prose(body[1]):
        return first
    return best


def _title_score(line: str, vocabulary: Counter[str], distance: int) -> float:
    if not reads_as_title(line):
        return 0.0
    content = [w.lower() for w in _WORD.findall(line) if len(w) > 3]
    shared = sum(1 for w in content if w in vocabulary) / max(1, len(content))
    if distance > 4 and shared < 0.4:
        return 0.0
    return 0.2 + shared + 0.02 * min(12, len(content)) - 0.03 * distance


def reads_as_title(line: str) -> bool:
    """True when a line could be a headline: some words, no full stop, no date, byline or furniture."""
    words = _WORD.findall(line[:LONGEST_TITLE])
    if not len(words) >= 3 or len(words) > 35 or len(line) > LONGEST_TITLE or line[:1].islower():
        return False
    if _FULL_STOP.search(line[-12:]) or line.rstrip().endswith((",", ";", ":")):
        return False
    if _BY.match(line) or is_date_line(line) or is_furniture_line(line) or is_caption(line):
        return False
    if find_dateline(line) is not None or line.lstrip().startswith(("•", "http")):
        return False
    return not {"promo", "header", "account"} & kinds_of(line).keys()


def unwrapped(text: str) -> list[str]:
    """The text's lines; where it is wrapped to a width with empty lines between paragraphs, a paragraph a line."""
    lines = text.splitlines()
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    inner = [line for block in blocks if len(block) >= 3 for line in block[:-1]]
    if len(inner) < 4 or len(blocks) < 2:
        return lines
    low, high = WRAPPED
    fits = sum(1 for line in inner if low <= len(line.rstrip()) <= high)
    runs_on = sum(1 for line in inner if not _STOP.search(line[-12:]))
    if fits < 0.8 * len(inner) or runs_on < 0.6 * len(inner) or max(len(line.rstrip()) for line in lines) > high:
        return lines
    return [" ".join(line.strip() for line in block) for block in blocks if block]


def _is_dateline_alone(line: str) -> bool:
    """True for a dateline with nothing behind it ("NAIROBI, Kenya (AP) _"): the next paragraph's."""
    found = find_dateline(line)
    return found is not None and found.span.end >= len(line.rstrip())
