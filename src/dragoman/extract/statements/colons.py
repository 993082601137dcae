"""Colons as cues: "Talks must go on: Russia", "Poll: voters split", "SENATOR: I object", "He said: we go on"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.extract.statements.candidate import Candidate
from dragoman.extract.statements.cuespan import verb_group
from dragoman.extract.statements.lexicon import speaking_nouns
from dragoman.extract.statements.quoted import Speech
from dragoman.extract.statements.sources import source_of_verb
from dragoman.extract.statements.tree import Tree
from dragoman.model import Span

SHORT_NAME = 8
"""Tokens that the name of a source beside a colon may have."""
_LABELS = {"source", "sources", "photo", "photos", "picture", "tags", "related", "editing", "reporting"}
"""What stands before a colon in credits: "Source: the ministry's press office"."""
DASHES = {"-", "–", "—", "--", "―"}
"""What stands for a colon in titles, and between a quotation and the name under it."""


def candidates(tree: Tree, title: bool, opens_paragraph: bool, rest: Span | None) -> Iterator[Candidate]:
    """A colon (in a title a dash too) with a short name on one side and the content on the other.

    `rest` is what follows the sentence in its paragraph: the turn of a transcript runs to the paragraph's end.
    """
    n = len(tree)
    for i, word in enumerate(tree.words):
        if i == 0 or i + 1 >= n or (word != ":" and (not title or word not in DASHES)):
            continue
        if word == ":" and i == 1 and tree.low[0] in _LABELS:
            continue
        turn = word == ":" and opens_paragraph and i <= SHORT_NAME and _is_turn(tree, i)
        if tree.quote[i] >= 0 and not turn:
            continue
        name = "colon" if word == ":" else "dash"
        if turn or ((title or opens_paragraph) and i <= SHORT_NAME and _is_name(tree, 0, i - 1)):
            frame = "turn" if turn else "title" if title else "par"
            first = next((k for k in range(i) if tree.words[k][:1].isalpha()), 0) if turn else 0
            c = Candidate(tree, i, f"{name}-{frame}", [(i, i)], [(first, i - 1)], [(i + 1, n - 1)],
                          _last_noun(tree, 0, i - 1), "colon", i + 1)  # fmt: skip
            c.marks = ("title",) if title and i <= SHORT_NAME and _speaks(tree, 0, i - 1) else ()
            yield c
            if rest is not None and not title:
                yield replace(c, extra=[rest], notes=["whole paragraph"])
        elif word == ":" and (title or n - 1 - i > 2) and _quotes_after(tree, i):
            yield Candidate(tree, i, "colon-quote", [(i, i)], [(0, i - 1)], [(i + 1, n - 1)],
                            _named(tree, i - 1), "colon", i + 1)  # fmt: skip
        if title and n - 1 - i <= SHORT_NAME and _is_name(tree, i + 1, n - 1):
            yield Candidate(tree, i, name + "-rev", [(i, i)], [(i + 1, n - 1)], [(0, i - 1)],
                            _last_noun(tree, i + 1, n - 1), "colon", 0,
                            marks=("title",) if _speaks(tree, i + 1, n - 1) and i > 1 else ())  # fmt: skip


def byline(tree: Tree, i: int, spoken: list[Speech], closes_paragraph: bool) -> Iterator[Candidate]:
    """A quotation with a dash and a name under it: "“…” — Maria Lopez"."""
    n = len(tree)
    if tree.words[i] not in DASHES or not closes_paragraph or not 1 <= n - 1 - i <= SHORT_NAME:
        return
    at = tree.span(i, i).start
    speech = next((s for s in spoken if 0 <= at - s.end <= 2), None)
    if speech is None or not _is_name(tree, i + 1, n - 1):
        return
    c = Candidate(tree, i, "dash-by", [(i, i)], [(i + 1, n - 1)], [], _last_noun(tree, i + 1, n - 1), "colon", None)
    c.quotes, c.extra = [speech.number], list(speech.spans)
    yield c


def after_verb(tree: Tree, verb: int) -> Iterator[Candidate]:
    """ "He said: …": what follows the colon, to the end of the sentence."""
    for i in range(verb + 1, min(verb + 12, len(tree) - 1)):
        if tree.words[i] == ":" and tree.quote[i] < 0:
            source = source_of_verb(tree, verb)
            ranges, head, how = source if source is not None else ([], None, "none")
            yield Candidate(
                tree, verb, "v-colon", [verb_group(tree, verb)], ranges, [(i + 1, len(tree) - 1)], head, how, None
            )
            return


def _speaks(tree: Tree, first: int, last: int) -> bool:
    """The stretch names somebody who can speak: a name, or a noun for a person, body or document of record."""
    head = _last_noun(tree, first, last)
    if first > 0 and tree.words[head][:1].isupper():
        return True
    return tree.tag[head] in {"NNP", "NNPS"} or tree.stem[head] in speaking_nouns()


def _is_turn(tree: Tree, colon: int) -> bool:
    """ "TAPPER:" at the head of a paragraph, in quotation marks or not."""
    names = [w for w in tree.words[:colon] if any(ch.isalpha() for ch in w)]
    return bool(names) and len(names) <= 4 and all(w.isupper() and len(w) > 1 for w in names)


def _is_name(tree: Tree, first: int, last: int) -> bool:
    """A short noun phrase: a capital or a noun, and no finite verb."""
    if any(tree.tag[i] in {"VBD", "VBZ", "VBP", "MD"} or tree.quote[i] >= 0 for i in range(first, last + 1)):
        return False
    return any(tree.tag[i][:2] == "NN" or tree.words[i][:1].isupper() for i in range(first, last + 1))


def _quotes_after(tree: Tree, colon: int) -> bool:
    """A quotation opens right after the colon, and no verb before it takes it as its own."""
    number = tree.quote[colon + 1]
    if number < 0 or tree.quote[colon - 1] == number:
        return False
    return not any(tree.tag[i] in {"VBD", "VBZ", "VBP", "VBG"} for i in range(colon))


def _named(tree: Tree, last: int) -> int:
    """The head of the last name before the colon."""
    return next((i for i in range(last, -1, -1) if tree.tag[i] in {"NNP", "NNPS"}), _last_noun(tree, 0, last))


def _last_noun(tree: Tree, first: int, last: int) -> int:
    for i in range(last, first - 1, -1):
        if tree.tag[i][:2] == "NN":
            return i
    return last
