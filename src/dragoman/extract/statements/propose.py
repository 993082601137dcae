"""All candidates of an article, before any is judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dragoman.extract.statements import asides, colons, nouns, quoted, verbs
from dragoman.extract.statements.bounds import readings, with_whole_quotations
from dragoman.extract.statements.candidate import Candidate
from dragoman.extract.statements.cueclass import cue_class_of
from dragoman.extract.statements.cuespan import quotes
from dragoman.extract.statements.marks import is_told_of_another
from dragoman.extract.statements.prior import prior_of
from dragoman.extract.statements.quoted import Speech
from dragoman.extract.statements.tree import Tree, build
from dragoman.language.analysis import Analysis, Sentence
from dragoman.model import Span

TITLE_LENGTH = 200
"""Characters that a first paragraph without a headline zone may have to be read as the title."""
CUES = 60
"""Cues that a sentence may have: no sentence of 420 articles has more than 20; a sentence of 1,500 characters that says
"he said" all over has 190."""
CONSTRUCTIONS = 60
"""Constructions in which one cue is read, before their contents are cut: in those articles 20 at most."""
QUOTED_WORDS = 3
"""A quotation of more words than this holds no cues of the article's own."""
INSIDE = {"clause", "np+to", "on+to", "for", "to", "np+of", "obj", "light-inf"}
"""The constructions in which a quotation may hold another's statement."""
_ADVERBS = {"reportedly", "allegedly", "supposedly", "purportedly", "apparently"}


def propose(analysis: Analysis, spoken: list[Speech]) -> Iterator[tuple[Tree, bool, list[Candidate]]]:
    """Sentence by sentence: its tree, whether it is a title, and its candidates."""
    at = 0
    paragraph = -1
    titled = any(s.role == "headline" for s in analysis.sentences)
    for sentence in analysis.sentences:
        opens, paragraph = sentence.paragraph != paragraph, sentence.paragraph
        line_end = analysis.paragraphs[paragraph].end
        rest = Span(sentence.span.end, line_end) if sentence.span.end < line_end - 1 else None
        while at < len(spoken) and spoken[at].end <= sentence.span.start:
            at += 1
        near = spoken[max(0, at - 1) : at + 8] if spoken else []
        touching = [(span, s.number) for s in near for span in s.touching(sentence.span)]
        title = sentence.role == "headline" if titled else _reads_as_title(analysis, sentence)
        tree = build(sentence, touching)
        long = {s.number: s for s in near if s.words > QUOTED_WORDS}
        found: list[Candidate] = []
        made: Counter[int] = Counter()
        for candidate in _in_sentence(tree, near, title, opens, rest):
            if candidate.head not in made and len(made) == CUES:
                break
            made[candidate.head] += 1
            if made[candidate.head] > CONSTRUCTIONS or not _allowed(candidate):
                continue
            # its readings differ in their contents alone, to which no prior looks
            candidate.prior = prior_of(candidate)
            for reading in readings(candidate):
                whole = with_whole_quotations(reading, long)
                if whole is not None:
                    found.append(whole)
        yield tree, title, found


def _reads_as_title(analysis: Analysis, sentence: Sentence) -> bool:
    """A short first paragraph: of a longer text, or without a full stop."""
    if sentence.paragraph != 0 or not 0 < len(analysis.paragraphs[0]) <= TITLE_LENGTH:
        return False
    ends = analysis.paragraphs[0].of(analysis.text).rstrip()[-1:]
    return len(analysis.paragraphs) > 3 or (ends.isalnum() and sentence.span.end >= analysis.paragraphs[0].end - 1)


def _allowed(c: Candidate) -> bool:
    """Not "is" with what is said of the subject: those adjectives that can be cues are read by themselves."""
    return c.frame != "pred" or cue_class_of(c) is not None


def _in_sentence(tree: Tree, near: list[Speech], title: bool, opens: bool, rest: Span | None) -> Iterator[Candidate]:
    long = {s.number for s in near if s.words > QUOTED_WORDS}
    beside = quoted.beside(tree, near)
    colon = ":" in tree.words
    for i, kind in enumerate(tree.kind):
        if tree.quote[i] in long:
            if kind == "VB" and is_told_of_another(tree, i):
                yield from (c for c in verbs.candidates(tree, i) if c.frame in INSIDE)
            continue
        low = tree.low[i]
        if near and low in colons.DASHES:
            yield from colons.byline(tree, i, near, rest is None)
        if kind == "VB":
            yield from verbs.candidates(tree, i)
            yield from asides.parenthetical(tree, i)
            if tree.tag[i] == "VBD":
                yield from asides.inverted(tree, i)
            if colon:
                yield from colons.after_verb(tree, i)
            if beside is not None and tree.quote[i] < 0 and not quotes(tree, i) and not quotes(tree, tree.head[i]):
                yield from quoted.candidates(tree, i, beside)
        elif kind == "NN":
            if tree.kids[i]:
                yield from nouns.noun(tree, i)
            if tree.lemma[i] in asides.VIEWS:
                yield from asides.in_the_words(tree, i)
        elif kind == "JJ":
            if tree.kids[i]:
                yield from nouns.adjective(tree, i)
        elif low in _ADVERBS:
            yield from asides.adverb(tree, i)
        if tree.tag[i] == "VBN" and tree.kids[i] and not quotes(tree, i):
            yield from nouns.adjective(tree, i)
        if low in {"according", "per"}:
            yield from asides.according(tree, i)
    if colon or title:
        yield from colons.candidates(tree, title, opens, rest)
