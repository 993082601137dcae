"""Rules for units told from another day: last week, the end of the year, two days ago, a year earlier, the quarter."""

from __future__ import annotations

from dragoman.language.times.expressions import Anchor, Expression
from dragoman.language.times.grammar import Match, RuleSet
from dragoman.language.times.numerals import quantity

RULES = RuleSet()

CLOCK_UNITS = {"second", "minute", "hour"}
BY_NOUN = {"'s", "’s"}


def _grain(m: Match) -> str:
    for name in ("UNIT", "UNITS", "SECOND"):
        found = m.value(name)
        if found:
            return str(found)
    return ""


def turn_of(m: Match) -> int | None:
    """-1, 0 or 1 for "last", "this", "next" and their like; `None` when none is said."""
    for name in ("LAST", "PAST", "PREVIOUS", "NEXT", "COMING", "FOLLOWING", "THIS", "CURRENT", "SAME"):
        turn = m.value(name)
        if turn is not None:
            return int(turn)
    return 0 if m.says("that") else None


@RULES.add(
    "UNIT",
    "<edge>? <modifier>? (?:the|its|his|their)? (?:very)? (?:LAST|NEXT|THIS|CURRENT|PAST|COMING) (?:FISCAL|full)? UNIT(?:POSS end)?",
)
def this_unit(m: Match) -> Expression | None:
    """A unit told from the day of writing; "the next day" is told from the day last mentioned."""
    grain, turn = _grain(m), turn_of(m)
    if grain in CLOCK_UNITS or turn is None or (grain == "weekend" and m.says("the") and turn < 0):
        return None
    if m.has("PAST") and not m.has("THIS") and (grain in {"decade", "century"} or m.says("latest")):
        return None
    if m.has("CURRENT") and grain in {"day", "week"} and not m.says("the"):
        return None
    anchor: Anchor = "published"
    if m.says("the") and (m.says("next", "preceding") or (m.has("LAST") and grain == "day")):
        anchor = "mentioned"
    return Expression(m.span(), "shift", "DATE", grain=grain, count=turn, anchor=anchor)


@RULES.add("UNIT PERIOD", "<edge>? <modifier>? (?:(?:the|that)? (?:PREVIOUS|FOLLOWING|SAME)|that (?:very|SAME)?) (?:FISCAL)? UNIT")
def other_unit(m: Match) -> Expression | None:
    """A unit told from the day last mentioned: that year, the same day, the following month."""
    grain, turn = _grain(m), turn_of(m)
    if grain in CLOCK_UNITS or turn is None:
        return None
    if m.says("that") and m.tag(m.find("UNIT") or m.first) and m.lows[-2] == "that" and m.before in {"so", "now", "said", "says"}:
        return None
    return Expression(m.span(), "like", "DATE", grain=grain, count=turn)


@RULES.add("UNIT PART", "(?:the|that) (?:NEXT|FOLLOWING|SAME|PREVIOUS) PART", "that PART")
def other_part(m: Match) -> Expression | None:
    return Expression(
        m.span(), "like", "TIME", grain="day", count=turn_of(m) or 0, clock=f"T{m.value('PART')}"
    )


@RULES.add(
    "UNIT",
    "(?:the|at)? EDGE of (?:the|its) (?:FISCAL|calendar)? UNIT",
    "(?:the|FISCAL|calendar)? UNIT (?:DASH|POSS)? end(?! of)",
)
def end_of_unit(m: Match) -> Expression | None:
    grain = _grain(m)
    if grain in CLOCK_UNITS or grain == "decade" or (grain == "week" and m.lows[-1] == "end"):
        return None
    first = m.first + (m.lows[0] == "at")
    return Expression(m.span(first), "shift", "DATE", grain=grain)


@RULES.add("UNIT", "(?<!in) the (?:full|whole|entire|FISCAL)? (?:week|month|year)(?! (?:and|DASH|CARD|earlier|before|after|ago|later|when|that|in which))")
def the_unit(m: Match) -> Expression | None:
    """"The week" and "the year" of writing, where no other is said."""
    grain = _grain(m)
    if grain == "year" and m.after in {"ended", "ending", "to", "through"}:
        return Expression(m.span(), "duration", "DURATION", grain=grain, value="P1Y")
    if m.after in {"of", "ended", "ending", "to", "through", "end", "old"} or m.before in {"of", "part", "times"} and grain != "week" and not m.says("year"):
        return None
    if m.low(m.last - 1) == "year" and m.before == "of" and m.low(m.first - 2) in {"time", "times", "day", "part"}:
        return None
    return Expression(m.span(), "shift", "DATE", grain=grain)


@RULES.add("UNIT", "(?:EARLIER|LATER|LATE|EARLY) (?:in|on|that|during) (?:the)? (?:day|week|month|year|evening|morning)")
def later_in_unit(m: Match) -> Expression | None:
    """"Later in the day": the day last mentioned in the sentence, else the day of writing."""
    grain = _grain(m)
    if not grain:
        return None
    at = m.last - (2 if m.lows[-2] in {"the", "that"} else 1)
    if m.says("that"):
        return Expression(m.span(), "like", "DATE", grain=grain)
    first = at if grain == "day" else m.first
    return Expression(m.span(first), "like", "DATE", grain=grain, name="near")


_AMOUNT = "(?:<approx>? (?:<vague>|<number>(?:<to> <number>)?|a) <units>(?: or so)?)"


@RULES.add(
    "AGO EARLIER LATER",
    f"{_AMOUNT} AGO",
    f"{_AMOUNT} DASH? (?:EARLIER|LATER|hence|before|from now)(?! than)",
)
def ago(m: Match) -> Expression | None:
    """So many units before or after the day of writing ("ago", "from now", "hence") or the day last mentioned."""
    grain, lows = _grain(m), m.lows
    count = quantity(lows)
    back = m.has("AGO", "EARLIER") or m.says("before")
    if m.has("SEVERAL") or count is None:
        if m.has("SEVERAL") and grain not in CLOCK_UNITS:
            return Expression(m.span(), "vague", "DATE", value="PAST_REF" if back else "FUTURE_REF")
        return None
    if m.says("couple"):
        count = 2
    anchor: Anchor = "published" if m.has("AGO") or m.says("now", "hence") else "mentioned"
    if grain in CLOCK_UNITS:
        whole = int(count * {"second": 1, "minute": 60, "hour": 3600}[grain])
        return Expression(m.span(), "shift", "TIME", grain="second", count=-whole if back else whole, anchor=anchor)
    if count != int(count):
        grain, count = ("month", count * 12) if grain == "year" else ("day", count * {"week": 7}.get(grain, 30))
    number = -int(count) if back else int(count)
    same = "year" if grain == "year" and abs(number) == 1 and back else ""
    return Expression(m.span(), "shift", "DATE", grain=grain, count=number, anchor=anchor, name=same)


@RULES.add(
    "AGO EARLIER",
    "(?:the|a)? (?:comparable|corresponding|like)? year DASH? (?:AGO|EARLIER)(?: FISCAL? (?:<ordinal> DASH? quarter|quarter|PERIOD))?",
    "(?:the|a) (?:quarter|PERIOD) a year (?:AGO|EARLIER)",
)
def year_ago(m: Match) -> Expression | None:
    """The period a year before the one that is spoken of, as reports of earnings have it."""
    if m.lows[0] == "a" and m.lows[-1] in {"ago", "earlier"} and "-" not in m.lows:
        return None
    first = m.first + (1 if m.lows[0] == "a" or (m.lows[0] == "the" and m.lows[-1] in {"ago", "earlier"}) else 0)
    number = m.value("ORD")
    if number is not None and 1 <= number <= 4:
        return Expression(m.span(first), "calendar", "DATE", grain="quarter", part=f"Q{number}", turn=-1, turn_of="year")
    return Expression(m.span(first), "like", "DATE", grain="quarter" if m.says("quarter") else "", count=-1, name="year")


@RULES.add(
    "UNIT PERIOD",
    "(?:the|that|its|THIS) (?:latest|most recent|recent|CURRENT|comparable)? (?:FISCAL)? (?:quarter|PERIOD)",
    "the <year> (?:quarter|PERIOD)",
    "(?:<turn> year POSS) (?:quarter|PERIOD)",
    "the (?:comparable|corresponding|same|SAME|like) (?:quarter|PERIOD)(?: of)? (?:<turn> year|<year>|a year (?:AGO|EARLIER))",
)
def the_quarter(m: Match) -> Expression | None:
    """The quarter (or other period) that is spoken of, or its like in another year."""
    quarter = m.says("quarter")
    year = next((int(low) for low in m.lows if low.isdigit() and len(low) == 4), None)
    of_year = m.says("year")
    if m.after == "-":
        return None
    if not quarter and year is None and not of_year and not m.says("latest"):
        return None
    first = m.first + (m.lows[0] == "its")
    if m.has("THIS", "CURRENT") and not of_year:
        return Expression(m.span(first), "like", "DATE", grain="quarter", name="this")
    turn = (turn_of(m) if not m.has("SAME") else -1) if of_year else 0
    if m.has("AGO", "EARLIER"):
        turn = -1
    return Expression(
        m.span(first), "like", "DATE", grain="quarter" if quarter else "", count=turn or 0, year=year, name="year"
    )


@RULES.add("UNIT", "the (?:latest|most recent) FISCAL? (?:year|month|week)")
def latest_unit(m: Match) -> Expression | None:
    return Expression(m.span(), "shift", "DATE", grain=_grain(m), count=-1)


@RULES.add("UNIT", "THIS (?:COMING|PAST)? (?:weekend)", "(?:LAST|PAST|NEXT|COMING) weekend", "the weekend")
def weekend(m: Match) -> Expression | None:
    """"The weekend" is the last one, or the next where the tense says so."""
    turn = -1 if m.has("LAST", "PAST") else 1 if m.has("NEXT", "COMING") else 0 if m.has("THIS") else None
    return Expression(m.span(), "calendar", "DATE", grain="weekend", turn=turn)
