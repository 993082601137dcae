"""Whether two profiles of one day may be of one event, and why.

A wrong join is worse than a missed one. What reporters know alike joins: who and whom, the place, the toll, the means,
the words; what cannot both be right keeps apart. The weights and thresholds were set on every second incident of
FA-KES' development half (`benchmarks/happenings.md`); the other half is measured beside it.
"""

from __future__ import annotations

from dragoman.record.happenings import words
from dragoman.record.happenings.profiles import Profile, Toll

SAME_WORDS = 0.5
"""Share of the shorter sentence's longer words that two reports of words said must have in common."""
MANY_WORDS = 0.4
LIKE_WORDS = 0.28
"""Share that is a sign beside others."""
BESIDE_WORDS = 1 / 3
"""Share that two reports of words or deeds have in common whose pages tell another thing alike."""
RECALLED_WORDS = 0.6
"""Share that two recollections of one month or year have in common."""
ENOUGH = 3.5
"""Points that join two reports of violence."""
SURE = 5.0
"""Points that join two reports of violence on neighbouring days."""
LARGE_TOLL = 20
"""Few attacks of a day kill so many."""
FAR_TOLL = 2.0
"""Tolls of which one is more than so many times the other are hardly of one attack."""
FAR = -3.0
"""Points for such tolls."""

SENTENCE = "the same sentence"
ONLY = "who and whom: the only one of those days that the record has"
"""Why a report of weeks or a longer time stands with a happening of which it gives no more than the parties; it is no
origin of it, for the record may lack others."""

STRUCK = "what was struck, and in which country: the only such attack of those weeks that the record has"
"""Why a report that gives no day stands with an attack of weeks before; it is no origin of it."""
UNSURE = frozenset({ONLY, STRUCK})

WORDED = frozenset({"STATEMENT", "APPEAL"})
"""Types of which an actor does many a day to the same recipient: only words tell them apart."""
MUTUAL = frozenset({"talk"})
"""Families in which actor and recipient do the same."""


def agree(one: Profile, other: Profile, *, sure: bool = False) -> str | None:
    """Why the two are of one event, in words; `None` when they are not, or nothing tells. `sure` asks for more."""
    if one.official and other.official:
        return f"the vote on {one.official[0]}" if set(one.official) & set(other.official) else None
    if set(one.keys) & set(other.keys) and set(one.types) & set(other.types) and not _apart(one.places, other.places):
        return SENTENCE
    if told_apart(one, other):
        return None
    if one.family == "violence":
        return _violence(one, other, SURE if sure else ENOUGH)
    return _act(one, other, sure=sure)


def _tells_another(one: Profile, other: Profile) -> bool:
    return any(article == told and start > at for article, start, _ in one.again for told, at, _ in other.told)


def agree_of_weeks(one: Profile, other: Profile) -> str | None:
    """Why the two are of one event, of which only the weeks are known."""
    return agree(one, other, sure=not one.articles & other.articles)


def tells_much(one: Profile, other: Profile, why: str) -> bool:
    """True where two that agree share more than parties, place and time: the toll, most words, a vote."""
    if one.family == "violence" or other.family == "violence":
        return "toll" in why or why == SENTENCE or shared_words(one, other) >= SAME_WORDS
    return bool(one.official) or why == SENTENCE or shared_words(one, other) >= BESIDE_WORDS


def agree_undated(one: Profile, other: Profile) -> str | None:
    """Why the two are of one event, of which only a month or more is known: an article repeats itself, both have one
    sentence, or both look back on that month or year in like words."""
    if one.articles & other.articles:
        return agree(one, other)
    why = agree(one, other)
    looking_back = not one.rank[0] and not other.rank[0]
    return why if why == SENTENCE or (looking_back and shared_words(one, other) >= RECALLED_WORDS) else None


def agree_beside(one: Profile, other: Profile) -> str | None:
    """Why the two are of one event, where their days are not known but their pages tell another thing alike and are
    of about the same days; `None` when they are not, or nothing tells."""
    if _apart(one.weekdays, other.weekdays) or told_apart(one, other):
        return None
    if one.family == "violence" or one.official or other.official:
        return agree(one, other, sure=True)
    if _apart(one.places, other.places) or _apart(one.countries, other.countries):
        return None
    share = shared_words(one, other)
    if set(one.types) & set(other.types) and not (set(one.types) | set(other.types)) & WORDED:
        if one.family in MUTUAL and set(one.meets) & set(other.meets) and one.parties == other.parties:
            return "who and with whom"
        if share >= BESIDE_WORDS and any(recipients for _, recipients in set(one.sides) & set(other.sides)):
            return "who, to whom and the words"
    why = agree(one, other, sure=True)
    return why and why.replace(", the day", "")


def agree_later(one: Profile, other: Profile) -> bool:
    """True where one may look back on the attack that the other tells: the same thing was struck in the same country,
    and neither place, means nor toll says otherwise."""
    if not set(one.struck) & set(other.struck) or told_apart(one, other) or _apart(one.places, other.places):
        return False
    if _apart(one.countries, other.countries) or _apart(one.means, other.means) or _apart(one.actors, other.actors):
        return False
    towns = [words.known_places(word for wording in p.wordings for word in wording) for p in (one, other)]
    if all(towns) and not towns[0] & towns[1]:
        return False
    return not _tolls_apart(one.tolls, other.tolls) and _place_points(one, other) > FAR


def told_apart(one: Profile, other: Profile) -> bool:
    """True where an article tells one of them as another act than the other."""
    return _tells_another(one, other) or _tells_another(other, one)


def _act(one: Profile, other: Profile, *, sure: bool) -> str | None:
    if _apart(one.places, other.places) or _apart(one.countries, other.countries):
        return None
    share = shared_words(one, other)
    if one.family in MUTUAL:
        return _mutual(one, other, share, sure=sure)
    if not one.parties or not other.parties:
        return None
    if one.sentences & other.sentences:
        return None  # two acts told in one sentence
    same_actors = any(a == c for a, _ in one.sides for c, _ in other.sides)
    if not same_actors and not set(one.actors) & set(other.actors):
        return None
    if one.family == "vote":
        return "the same voter and day" if same_actors else None
    same = any(recipients for _, recipients in set(one.sides) & set(other.sides))
    if not same and _apart(one.recipients, other.recipients):
        return None
    alike = bool(set(one.types) & set(other.types))
    if same and alike and not sure and not (set(one.types) | set(other.types)) & WORDED:
        return "who, to whom and the day"
    if share >= SAME_WORDS and (alike or bool(set(one.recipients) & set(other.recipients))):
        return "who, the day and the words" if same_actors or share >= 0.6 else None
    return None


def _mutual(one: Profile, other: Profile, share: float, *, sure: bool) -> str | None:
    """Talks: the same parties, whoever of them is called the actor."""
    mine, theirs = one.parties, other.parties
    if len(mine & theirs) < 2 and not (mine == theirs and share >= SAME_WORDS):
        return "the words" if share >= 0.7 and mine & theirs and not sure else None
    alike = bool(set(one.types) & set(other.types))
    if sure:
        return "who, with whom and the words" if alike and share >= SAME_WORDS else None
    if mine == theirs or mine <= theirs or theirs <= mine:
        return "who, with whom and the day" if alike or share >= LIKE_WORDS else None
    return "who, with whom and the words" if share >= SAME_WORDS else None


def _violence(one: Profile, other: Profile, enough: float) -> str | None:
    points, why = 0.0, []
    alike = bool(set(one.types) & set(other.types))
    if not alike and set(one.wordings) & set(other.wordings):
        return None  # two acts told in one sentence
    if one.articles & other.articles and _tolls_apart(one.tolls, other.tolls):
        return None  # an article that counts twice tells of two things, or of one and of both together
    toll = _toll_points(one.tolls, other.tolls)
    points += toll
    if toll > 0:
        why.append("toll")
    place = _place_points(one, other)
    points += place
    if place > 0:
        why.append("place")
    share = shared_words(one, other)
    points += 2 if share >= SAME_WORDS else 1.5 if share >= MANY_WORDS else 1 if share >= LIKE_WORDS else 0
    if share >= LIKE_WORDS:
        why.append("words")
    if one.means and other.means:
        points += 0.5 if set(one.means) & set(other.means) else -1.5
    if one.actors and other.actors:
        met = set(one.actors) & set(other.actors)
        points += 1 if met else -1.5
        if met:
            why.append("who")
    if not alike:
        points -= 1
    if one.articles & other.articles:
        points += 0.5
    return ", ".join([*why, "the day"]) if points >= enough and len(why) >= 2 else None


def _toll_points(mine: tuple[Toll, ...], theirs: tuple[Toll, ...]) -> float:
    """The best of all pairs, unless one is far from what was counted first: tolls of a group do not wander."""
    if not mine or not theirs:
        return 0
    first = min(min(_toll_pair(*mine[0], *t) for t in theirs), min(_toll_pair(*theirs[0], *t) for t in mine))
    return first if first <= FAR else max(_toll_pair(*a, *b) for a in mine for b in theirs)


def _tolls_apart(mine: tuple[Toll, ...], theirs: tuple[Toll, ...]) -> bool:
    """True when both count and no number is in both."""
    return bool(mine) and bool(theirs) and not {a or b for a, b in mine} & {a or b for a, b in theirs}


def _toll_pair(low: int | None, high: int | None, lowest: int | None, highest: int | None) -> float:
    a, b = low or high or 0, lowest or highest or 0
    if a == b:
        return 3 if a >= LARGE_TOLL else 2.5 if a >= 3 else 1.5
    small, large = sorted((max(a, 1), max(b, 1)))
    if large > FAR_TOLL * small:
        return FAR
    return 0.5 if large <= 1.35 * small else -0.5


def _place_points(one: Profile, other: Profile) -> float:
    if set(one.site) & set(other.site):
        return 2.0
    mine, theirs = set(one.site_names), set(other.site_names)
    if mine and theirs and not mine & set(other.site) and not theirs & set(one.site):
        return FAR
    named, told = {*one.names, *one.site}, {*other.names, *other.site}
    shared = (named & told) - set(one.actors)
    return min(1.5 * len(shared), 2.5) if shared else -0.5 if named and told else 0.0


def shared_words(one: Profile, other: Profile) -> float:
    """The greatest share of the shorter sentence's longer words that two of the wordings have in common."""
    best = 0.0
    for a in one.spoken:
        for b in other.spoken:
            least = min(len(a), len(b))
            if least:
                best = max(best, len(a & b) / least)
    return best


def _apart(one: tuple[str | int, ...], other: tuple[str | int, ...]) -> bool:
    return bool(one) and bool(other) and not set(one) & set(other)
