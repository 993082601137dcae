"""What an article turns on, and praise or blame in somebody's own words that can only be of it.

"We are proud", said of an alliance that lets the country in, names no issue. Where an article has
one issue of a known kind far before all others, a direct quotation of a holder that is plainly good or bad and names
no other issue is taken to be of that one. These positions are the least sure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dragoman.extract.positions.clauses import is_noun
from dragoman.extract.positions.lexicon import Lexicon
from dragoman.extract.positions.targets import kind_of
from dragoman.language.analysis import Sentence

THEME_LEAST = 4
"""Times that an issue is named in an article that turns on it."""
THEME_SHARE = 0.5
"""Its share of all issues that the article names."""
THEME_SURE = 0.4
_NEGATIONS = frozenset({"not", "n't", "no", "never", "hardly", "without", "nt"})


def theme_of(sentences: Iterable[Sentence], lexicon: Lexicon) -> str | None:
    """The kind of issue that an article turns on; `None` when it has none far before the others."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        for token in sentence.tokens:
            if is_noun(token):
                entry = kind_of(token, lexicon)
                if entry is not None:
                    counts[entry.kind] += 1
    if not counts:
        return None
    kind, most = min(counts.items(), key=lambda c: (-c[1], c[0]))
    return kind if most >= THEME_LEAST and most >= THEME_SHARE * counts.total() else None


def tone_of(sentence: Sentence, first: int, last: int, lexicon: Lexicon) -> int:
    """+1 or -1 when the words between two offsets of the article are plainly good or bad, 0 when they are mixed,
    neither, or negated."""
    good = bad = 0
    for token in sentence.tokens:
        at = sentence.span.start + token.idx
        if not first <= at < last:
            continue
        if token.lower_ in _NEGATIONS:
            return 0
        word = str(token.lemma_).lower()
        good += word in lexicon.praise
        bad += word in lexicon.blame
    return 1 if good and not bad else -1 if bad and not good else 0
