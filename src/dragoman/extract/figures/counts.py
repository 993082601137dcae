"""Numbers in a sentence with what they count: the noun, and where the phrase ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.extract.figures import countable
from dragoman.extract.figures.lexicon import Lexicon
from dragoman.language.analysis import Sentence
from dragoman.language.numbers import Number, find_numbers
from dragoman.model import Span, Time

if TYPE_CHECKING:
    from dragoman.language.tokens import Doc, Token

REACH = 9
"""Tokens looked at from a number to its noun: longer noun phrases are rarely one phrase."""

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
MODIFIERS = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "POS", "AFX", "FW"})
_MASS = frozenset({"people", "police", "staff", "personnel", "dead", "crew", "troops", "men", "women", "children"})
_HYPHENS = "-‑–"


@dataclass(slots=True)
class Count:
    """One number and what it counts. Token positions are in the sentence's Doc; `end` is past the noun phrase.

    `noun` is the head of what is counted, `None` for a bare number ("22 were killed"). `partitive` is true for "five
    of the soldiers", `pronoun` for "five of them". `kind` is `count`, `money`, or `size` ("a seven-member panel").
    `given` is true for one or none that only an article tells ("a nurse", "no civilians"). `measure`, `rule` (how
    it was found), `trigger` (the word that says it) and `whole` (the count that this is a part of) are filled in later.
    """

    sentence: Sentence
    number: Number
    start: int
    first: int
    last: int
    end: int
    noun: Token | None = None
    partitive: bool = False
    pronoun: bool = False
    kind: str = "count"
    given: bool = False
    measure: str | None = None
    rule: str = ""
    trigger: int | None = None
    whole: Count | None = None

    @property
    def doc(self) -> Doc:
        """The sentence's parse."""
        return self.sentence.doc

    @property
    def after(self) -> Token | None:
        """The token past the noun phrase."""
        return self.doc[self.end] if self.end < len(self.doc) else None


def find_counts(sentence: Sentence, text: str, lexicon: Lexicon, times: Sequence[Time]) -> list[Count]:
    """The counts of one sentence in order; `text` is its characters, `times` are its own time expressions."""
    numbers = find_numbers(text)
    articles = list(_ARTICLE.finditer(text))
    if not numbers and not articles:
        return []
    starts = [token.idx for token in sentence.tokens]
    found = (_count(sentence, number, starts, lexicon, times) for number in numbers)
    out = [count for count in found if count is not None]
    out.extend(_articles(sentence, articles, starts, lexicon))
    out.sort(key=lambda c: c.first)
    return out


def _count(
    sentence: Sentence, number: Number, starts: Sequence[int], lexicon: Lexicon, times: Sequence[Time]
) -> Count | None:
    doc = sentence.doc
    start, first, last, end = (
        bisect_right(starts, offset) - 1
        for offset in (number.span.start, number.core.start, number.core.end - 1, number.span.end - 1)
    )
    count = Count(sentence, number, start, first, last, max(last, end) + 1)
    if countable.is_money(doc, first, count.end, lexicon):
        count.kind = "money"
        return count
    at = Span(sentence.span.start + number.core.start, sentence.span.start + number.core.end)
    if any(time.span.overlaps(at) for time in times):
        return None
    if countable.is_label(doc, number, start, first, count.end, lexicon):
        return None
    hyphen = count.after
    if (
        hyphen is not None
        and hyphen.text in _HYPHENS
        and hyphen.idx == doc[hyphen.i - 1].idx + len(doc[hyphen.i - 1].text)
    ):
        return _size(count, lexicon)
    _find_noun(count, lexicon)
    if doc[first].lower_ == "one" and not _is_real_one(count, lexicon):
        return None
    if first and doc[first - 1].lower_ in lexicon.sets["ages"]:
        return None
    return None if count.noun is not None and lexicon.has("units", lexicon.noun(count.noun)) else count


def _size(count: Count, lexicon: Lexicon) -> Count | None:
    """ "a seven-member panel" counts members; "20-year-old", "10-hour", "120-mm" count nothing that is told."""
    doc, k = count.doc, count.end + 1
    if k >= len(doc) or not lexicon.has("sizes", lexicon.noun(doc[k])):
        return None
    end = k + 1
    while end < len(doc) and end < k + 6 and doc[end].tag_ in {*NOUNS, "JJ", "HYPH"}:
        end += 1
    count.kind, count.end, count.noun = "size", end, doc[end - 1]
    return count


def _find_noun(count: Count, lexicon: Lexicon) -> None:
    """Fill in the noun by the tags to the right of the number; the parse is no help where commas are lost."""
    doc, k = count.doc, _past_of(count)
    if count.pronoun and not (k < len(doc) and doc[k].tag_ in NOUNS and lexicon.is_person(doc[k])):
        return
    if k < len(doc) and doc[k].lower_ == "those":
        count.end = k + 1
        return
    noun, opened, limit = None, k, min(len(doc), k + REACH)
    while k < limit:
        token, lemma = doc[k], lexicon.noun(doc[k])
        if _is_headline_verb(doc, k, lexicon) or lexicon.has("including", token.lower_):
            break
        if token.tag_ in NOUNS or lemma in {"other", "dead"} or (token.tag_ == "VBZ" and lexicon.is_person(token)):
            if token.lower_ in lexicon.participles and lemma != "dead":
                break
            if k > opened and token.tag_ in {"NNP", "NN"} and lexicon.has("units", lemma):
                break
            if not _describes(doc, k, limit, lexicon):
                noun = token
                if _ends_phrase(doc, k, limit, lexicon):
                    break
        elif token.tag_ == "POS":
            noun = None
        elif token.tag_ in MODIFIERS or lexicon.has("filler", token.lower_):
            if noun is not None and token.tag_ != "HYPH":
                break
            if token.lower_ in lexicon.participles and not _before_people(doc, k, limit, lexicon):
                break
        elif token.text not in {"-", "/", "[", "]", '"', "“", "”"} and token.lower_ != "al" and not _joins(doc, k):
            break
        k += 1
    if noun is not None:
        count.noun, count.end = noun, noun.i + 1


def _past_of(count: Count) -> int:
    """Where the noun phrase may start: past "of the", "of his", "of them"."""
    doc, k = count.doc, count.end
    if k >= len(doc) or doc[k].lower_ != "of":
        return k
    count.partitive = True
    k += 1
    while k < len(doc) and doc[k].tag_ in {"DT", "PRP$", "PDT"} and doc[k].lower_ != "those" and k < count.end + 4:
        k += 1
    if k < len(doc) and doc[k].tag_ in {"PRP", "WP", "WDT"}:
        count.pronoun, count.end = True, k + 1
        k += 1
    return k


def _is_headline_verb(doc: Doc, k: int, lexicon: Lexicon) -> bool:
    """ "kills 12 wounds 50": a headline's verb that the tagger takes for a noun."""
    if k + 1 >= len(doc) or doc[k + 1].tag_ not in {"CD", "RB", "JJR", "IN"} or doc[k + 1].lower_ in {"in", "on", "of"}:
        return False
    return doc[k].lower_.endswith("s") and lexicon.verb(doc[k]) in lexicon.done_to


def _describes(doc: Doc, k: int, limit: int, lexicon: Lexicon) -> bool:
    """ "other", "dead" before the noun that they describe."""
    if k + 1 >= limit or doc[k + 1].tag_ not in {*NOUNS, *MODIFIERS}:
        return False
    lemma = lexicon.noun(doc[k])
    return lemma == "other" or (lemma == "dead" and lexicon.is_person(doc[k + 1]))


def _joins(doc: Doc, k: int) -> bool:
    """ "Syrian and Russian soldiers": one noun phrase."""
    return doc[k].lower_ == "and" and 0 < k < len(doc) - 1 and doc[k - 1].tag_ == "JJ" and doc[k + 1].tag_ == "JJ"


def _ends_phrase(doc: Doc, k: int, limit: int, lexicon: Lexicon) -> bool:
    """True at a plural, unless it goes on ("weapons sites", "White Helmets workers")."""
    token = doc[k]
    if k + 1 < limit and lexicon.has("plural_modifiers", token.lower_) and doc[k + 1].tag_ in NOUNS:
        return False
    if token.tag_ not in {"NNS", "NNPS"} and token.lower_ not in _MASS:
        return False
    if k + 1 >= limit or doc[k + 1].tag_ not in NOUNS:
        return True
    return not (token.text[0].isupper() and token.tag_ != "NNS" and doc[k + 1].tag_ in {"NNS", "NN"})


def _before_people(doc: Doc, k: int, limit: int, lexicon: Lexicon) -> bool:
    """True for "20 wounded men", false for "20 wounded" and "20 killed Syrian television said"."""
    return k + 1 < limit and doc[k + 1].tag_ in {"NNS", "NNPS", "NN"} and lexicon.is_person(doc[k + 1])


def _is_real_one(count: Count, lexicon: Lexicon) -> bool:
    """ "one" counts when a person, or what became of one, follows; "one of the", "no one", "one another" do not."""
    doc = count.doc
    if count.first and lexicon.has("not_one", doc[count.first - 1].lower_):
        return False
    if count.partitive:
        return count.pronoun and count.start < count.first
    if count.start < count.first:
        return True
    if count.noun is None:
        following = doc[count.last + 1].lower_ if count.last + 1 < len(doc) else ""
        return following in lexicon.participles or following in {"was", "is", "died"}
    return lexicon.is_person(count.noun)


_ARTICLE = re.compile(r"\b(?:an?|no)\b", re.IGNORECASE)


def _articles(
    sentence: Sentence, matches: Sequence[re.Match[str]], starts: Sequence[int], lexicon: Lexicon
) -> list[Count]:
    """ "a nurse", "no civilians": counts of one and none, where a noun for people follows within three words."""
    doc = sentence.doc
    out: list[Count] = []
    for m in matches:
        first = bisect_right(starts, m.start()) - 1
        if doc[first].idx != m.start() or len(doc[first].text) != len(m.group()) or doc[first].tag_ != "DT":
            continue
        k = first + 1
        while k < len(doc) - 1 and k < first + 4 and doc[k].tag_ in {"JJ", "VBN", "NN", "NNP"}:
            if doc[k].tag_ == "NN" and doc[k + 1].tag_ not in {"NN", "NNS"}:
                break
            k += 1
        if k >= len(doc) or doc[k].tag_ not in {"NN", "NNS"} or not lexicon.is_person(doc[k]):
            continue
        none = m.group().lower() == "no"
        if not none and (doc[k].tag_ != "NN" or lexicon.has("groups", lexicon.noun(doc[k]))):
            continue
        value = 0 if none else 1
        at = Span(m.start(), m.end())
        out.append(
            Count(sentence, Number(at, at, value, value, None, "word"), first, first, first, k + 1, doc[k], given=True)
        )
    return out
