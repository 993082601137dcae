"""When a capital stands for its government: when it acts, speaks, owns or is addressed, not when things happen there.

"Moscow accused", "relations with Moscow", "Moscow's stance"; not "talks in Moscow", "Moscow's airport".
"""

from __future__ import annotations

from dragoman.actors.lexicon import Lexicon, american
from dragoman.actors.views import View

_BE = frozenset({"be", "become", "remain"})


def stands_for_state(view: View, head: int, first: int, words: Lexicon) -> bool:
    """True when the capital or seat headed at `head` (its name beginning at `first`) stands for the government."""
    lists = words.words
    dep, governor = view.role(head)
    if view.low[head] == "hague" and dep in {"pobj", "agent"}:
        return False  # "wanted by The Hague": its courts
    if first == 0 and _is_dateline(view, head):
        return False
    if dep not in {"nsubj", "nsubjpass", "poss"} and _begins_clause(view, head, first):
        return view.lemma(head + 1) not in lists["still_verbs"] | _BE
    if dep == "nsubj":
        return _acts(view, head, governor, words)
    if dep == "nsubjpass":
        return view.lemma(governor) in lists["social_verbs"]
    if dep == "poss":
        return view.is_noun(governor) and american(view.lemma(governor)) not in lists["place_nouns"]
    if dep in {"dobj", "dative"}:
        return view.lemma(governor) in lists["social_verbs"]
    if dep in {"pobj", "agent"}:
        return _after_preposition(view, governor, words)
    if dep in {"compound", "nmod", "amod"}:
        return any(r.kind in {"organ", "office"} for r, _ in words.readings(view.plain[governor]))
    return dep in {"ROOT", "appos", "dep"} and first > 0 and view.words[first - 1] == ":" and head >= len(view) - 2


def _is_dateline(view: View, head: int) -> bool:
    """ "PARIS —", "MOSCOW (Reuters)", "CAIRO, Jan 3"."""
    if head + 1 >= len(view):
        return False
    following = view.words[head + 1]
    return following in {"(", "—", "–", "--", "-", "―"} or (following in {",", ":"} and view.words[head].isupper())


def _begins_clause(view: View, head: int, first: int) -> bool:
    """A finite verb right behind it, no preposition before it, whatever the parse says: "and Moscow has demanded"."""
    if head + 1 >= len(view) or view.tags[head + 1] not in {"VBZ", "VBD", "MD"}:
        return False
    return first == 0 or view.tags[first - 1] not in {"IN", "TO", "POS", "NNP", "NN", "JJ", "DT", "VBG"}


def _acts(view: View, head: int, verb: int, words: Lexicon) -> bool:
    lemma = view.lemma(verb)
    if lemma in words.words["still_verbs"]:
        return False
    if lemma in _BE:
        said = view.kid(verb, "attr")
        return said is None or american(view.lemma(said)) not in words.words["city_nouns"]
    return view.tags[verb][0] == "V" or view.tags[verb] == "MD"


def _after_preposition(view: View, preposition: int, words: Lexicon) -> bool:
    lists = words.words
    low = view.low[preposition]
    governor = view.heads[preposition]
    lemma = american(view.lemma(governor))
    if low == "by":
        return view.deps[preposition] == "agent" or (view.is_noun(governor) and lemma not in lists["travel_nouns"])
    if low in lists["social_preps"]:
        return lemma not in lists["travel_nouns"]
    wanted = {"on": "on_words", "to": "to_words", "from": "from_words", "of": "of_words", "for": "for_words"}.get(low)
    return wanted is not None and lemma in lists[wanted]
