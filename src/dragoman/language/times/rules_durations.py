"""Rules for lengths of time. What happens again and again: `rules_sets`."""

from __future__ import annotations

from dragoman.language.times.calendar import DURATION_LETTER
from dragoman.language.times.expressions import Expression
from dragoman.language.times.grammar import Match, RuleSet
from dragoman.language.times.numerals import quantity

RULES = RuleSet()

IN_YEARS = {"decade": 10, "century": 100, "millennium": 1000}
PEOPLE = {"man", "woman", "boy", "girl", "son", "daughter", ",", ".", ""}
"""What follows an age."""
SPREAD = {"over", "around", "about"}
"""Words for "more or less" that are prepositions too."""
SPENDING = {"last", "lasts", "lasted", "take", "takes", "took", "spend", "spent", "wait", "waited", "for", "in"}
"""Before "over six years" these say how long."""
NOT_DAYS_AFTER = {"early", "old", "last", "school", "his", "her", "their", "my", "its"}
NOT_HOURS_AFTER = {"early", "late", "small", "opening", "business", "working"}


def length(count: float | None, grain: str) -> str:
    """The TIMEX3 value of so many units: `P2Y`, `PT3H`, `P2Y6M`; `X` for a number that nobody knows."""
    if count is None and grain in IN_YEARS:
        return {"decade": "PXDE", "century": "PXCE", "millennium": "PXML"}[grain]
    if grain in IN_YEARS:
        count, letter = (count or 1) * IN_YEARS[grain], "Y"
    elif grain == "fortnight":
        count, letter = (count or 1) * 2, "W"
    else:
        letter = DURATION_LETTER[grain]
    timed, letter = ("T", letter[1]) if letter[0] == "T" else ("", letter)
    if count is None:
        return f"P{timed}X{letter}"
    whole, rest = int(count), count - int(count)
    if not rest:
        return f"P{timed}{whole}{letter}"
    finer = {
        "Y": ("M", 12), "Q": ("M", 3), "M": ("S", 60) if timed else ("D", 30), "W": ("D", 7), "D": ("TH", 24),
        "H": ("M", 60), "S": ("S", 1), "WE": ("D", 2),
    }[letter]  # fmt: skip
    small = f"{round(rest * finer[1])}{finer[0]}"
    if finer[0] == "TH":
        small = f"T{round(rest * 24)}H"
    return f"P{timed}{f'{whole}{letter}' if whole else ''}{small}"


_COUNT = "(?:<vague>|<number>(?:<to> <number>)?|another)"
_LONG = "(?:more|trading|consecutive|straight|full|additional|working|whole|long|solid|single|calendar|business|entire)"


@RULES.add(
    "UNIT UNITS SECOND",
    f"(?:<approx> )?{_COUNT} {_LONG}? <units>(?: and a HALF)?(?: or (?:so|more))?",
    f"(?:<approx> )?{_COUNT} DASH <units>(?:DASH (?:long|old))?",
    "(?:<approx> )?(?:a|an|one) <units> and a HALF",
    "(?:<approx> )?(?:a|an) (?:additional|extra|single|full|calendar|whole|entire|solid)? UNIT",
    "(?:<approx> )?HALF (?:a|an) UNIT",
    "(?:<approx> )?(?:a|an)? HALF DASH (?:century|decade|hour|day|year|minute|month)",
    "(?:<approx> )?(?:CARD|DAYNUM|INT) (?:DASH plus|DASH odd|DASH some) <units>",
)
def duration(m: Match) -> Expression | None:
    grain, lows = m.grain, m.lows
    unknown = m.has("SEVERAL") and lows[-3:-1] != ["-", "some"]
    count = None if unknown else lower_count(m)
    if _is_age(m) or (count is None and not unknown):
        return None
    if grain == "quarter" and (("-" in lows and quantity(lows) == 3) or m.has("UNIT")):
        return None
    if len(lows[0]) == 4 and lows[0][0] == "0":
        return None
    if m.before in {"$", "€", "£", "#"} or (grain == "second" and "-" not in lows and not m.says("seconds")):
        return None
    if lows[0] in {"a", "an"} and m.last - m.first == 2:
        if is_rate(m):
            return Expression(m.span(), "set", "SET", value=length(1, grain))
        if grain in {"minute", "second"} or (grain == "day" and m.after not in {"after", "before", "later"}):
            return None
    if lows[0] == "one" and lows[-1] == "day" and m.last - m.first == 2 and _is_hoped_for(m):
        return Expression(m.span(), "vague", "DATE", value="FUTURE_REF")
    first = m.first + ((lows[0] in {"a", "an"} and "-" in lows) or (lows[0] in SPREAD and _is_preposition(m)))
    whole = int(count) if count is not None and count == int(count) else 0
    return Expression(m.span(first), "duration", "DURATION", grain=grain, value=length(count, grain), count=whole)


def _is_preposition(m: Match) -> bool:
    """True where "over" is none of the quantity ("spread over six years", not "in over six years")."""
    token = m.token(m.first)
    return token is not None and token.dep_ == "prep" and m.before not in SPENDING


def _is_hoped_for(m: Match) -> bool:
    """True for "one day" that is to come: "will one day return", "hopes one day to return"."""
    token = m.token(m.last - 1)
    if m.first > 0 and m.tag(m.first - 1) in {"MD", "TO"}:
        return True
    if token is None or token.dep_ not in {"npadvmod", "nsubj", "tmod", "advmod"}:
        return False
    verb = token.head
    return any(c.tag_ in {"MD", "TO"} for c in verb.children if c.dep_ == "aux") and m.before not in {"for", "in"}


def _is_age(m: Match) -> bool:
    """Ages of people are no times: "52 years old", "6-year-old boy"; an "8-month-old truce" is one."""
    if m.after == "old" or (m.after == "-" and m.low(m.last + 1) in {"old", "olds"}):
        return True
    return m.lows[-1] == "old" and (m.after in PEOPLE or m.grain == "year")


def lower_count(m: Match) -> float | None:
    """The number of a length; of a range the lower one; `None` when no number is said."""
    lows = m.lows
    if "couple" in lows:
        return 2.0
    if lows[-1] == "half" and "and" in lows:
        return 1.5 if lows[0] in {"a", "an", "one"} else quantity(lows)
    for word in ("to", "or"):
        if word in lows and quantity(lows[: lows.index(word)]) is not None:
            return quantity(lows[: lows.index(word)])
    return 1.0 if lows[0] == "another" else quantity(lows)


def is_rate(m: Match) -> bool:
    """True for "a year" after what is counted by it: "flights a week", "$1 billion a year"."""
    if m.before in {"once", "twice", "times"}:
        return True
    token = m.token(m.last - 1)
    return (
        m.first > 0
        and m.tag(m.first - 1) in {"NNS", "NN", "CD", "$"}
        and token is not None
        and token.dep_ == "npadvmod"
        and m.after not in {"after", "before", "ago", "earlier", "later", "since"}
    )


@RULES.add("UNIT LASTING", "UNIT DASH long", "LASTING")
def lasting(m: Match) -> Expression | None:
    """Adjectives of length: "year-long", "daylong", "decade-long"."""
    grain = m.value("LASTING") or m.grain
    return Expression(m.span(), "duration", "DURATION", grain=grain, value=length(1, grain))


@RULES.add(
    "UNIT UNITS",
    "(?:at least)? the? (?:LAST|PAST|NEXT|COMING|FOLLOWING|PREVIOUS|<ordinal>|FINAL|THIS) "
    f"{_COUNT} {_LONG}? (?:UNITS|hour|minute)(?: or so)?",
    f"(?:the|these|those) latest? (?:CARD|DAYNUM|INT|SEVERAL) {_LONG}? UNITS",
    "the (?:LAST|PAST|NEXT|COMING) (?:decade|century|hour|day|few UNITS)",
    "(?:PAST|COMING) (?:decade|century|day)",
)
def span_of_units(m: Match) -> Expression | None:
    """A length that ends or begins now: the past two weeks, the next few days."""
    i = m.find("LAST")
    if i is not None and m.tag(i).startswith("V"):
        return None
    count = None if m.has("SEVERAL") else lower_count(m) or 1.0
    whole = int(count) if count is not None and count == int(count) else 0
    return Expression(
        m.span(), "duration", "DURATION", grain=m.grain, value=length(count, m.grain), count=whole, turn=m.turn or None
    )


_UNITS = "(?:days|weeks|months|years|decades|centuries|hours)"


@RULES.add("UNITS", f"the? (?:{_UNITS} (?:and|or|DASH))? {_UNITS}(?:DASH long)?(?! old)")
def many_units(m: Match) -> Expression | None:
    """ "Weeks", "for years": a length that nobody knows, where no number or other word tells it."""
    if m.lows[0] == "the" and m.after not in {"since", "following"} and m.before not in {"over", "in", "through"}:
        return None
    if m.grain == "day" and m.before in NOT_DAYS_AFTER:
        return None
    if m.grain == "hour" and (m.before in NOT_HOURS_AFTER or not _is_length_of_hours(m)):
        return None
    return Expression(m.span(), "duration", "DURATION", grain=m.grain, value=length(None, m.grain))


def _is_length_of_hours(m: Match) -> bool:
    return m.after in {"of", "after", "before", "later", "long"} or m.before in {"for", "within", "in"}
