"""Rules for units told from another day: last week, the end of the year, two days ago, a year earlier, the quarter."""

from __future__ import annotations

from dragoman.language.times.expressions import Anchor, Expression
from dragoman.language.times.grammar import Match, RuleSet
from dragoman.language.times.numerals import quantity
from dragoman.model.reading import TimexType

RULES = RuleSet()

CLOCK_UNITS = {"second": 1, "minute": 60, "hour": 3600}
"""Units finer than a day, in seconds."""
AFTER_A_LENGTH = {"ended", "ending", "to", "through"}
"""What follows "the year" where it is a length of time."""
COMPARING = {"from", "than", "with", "to"}
"""Before "a year ago" these compare ("up 3 percent from a year ago")."""
AFTER_THE_DAY = {"and", "but", "in", "at", "on", "when", "to", "by", "as", "was", "had", "were", "with", "for"}
"""Words that may follow "the day before" where nothing says before what."""
QUOTING = {"“", '"', "``"}
NOT_AFTER = AFTER_A_LENGTH | {"of", "end", "old"}


@RULES.add(
    "UNIT",
    "<edge>? <modifier>? (?:the|its|his|their)? very? (?:LAST|NEXT|THIS|CURRENT|PAST|COMING) "
    "(?:FISCAL|full)? UNIT(?:POSS end)?",
)
def this_unit(m: Match) -> Expression | None:
    """A unit told from the day of writing; "the next day" is told from the day last mentioned."""
    grain, turn = m.grain, m.turn
    if m.is_capital(m.last - 1) and not m.is_upper(m.last - 1):
        return None
    if grain in CLOCK_UNITS or turn is None or (grain == "weekend" and m.says("the") and turn < 0):
        return None
    if m.has("PAST") and not m.has("THIS") and (grain in {"decade", "century"} or m.says("latest")):
        return None
    if m.has("CURRENT") and grain in {"day", "week"} and not m.says("the"):
        return None
    anchor: Anchor = "published"
    at = next((i for i in (m.find(n) for n in ("NEXT", "PAST", "LAST")) if i is not None), m.first)
    if m.low(at - 1) == "the" and (m.low(at) in {"next", "preceding"} or (m.has("LAST") and grain == "day")):
        anchor = "mentioned"
    name = "unit" if grain in {"decade", "century", "millennium"} else ""
    return Expression(m.span(), "shift", "DATE", grain=grain, count=turn, anchor=anchor, name=name)


@RULES.add(
    "UNIT PERIOD",
    "<edge>? <modifier>? (?:(?:the|that)? (?:PREVIOUS|FOLLOWING|SAME)|that (?:very|SAME)?) FISCAL? UNIT",
)
def other_unit(m: Match) -> Expression | None:
    """A unit told from the day last mentioned: that year, the same day, the following month."""
    if m.grain in CLOCK_UNITS or m.turn is None:
        return None
    if m.lows[-2] == "that" and m.before in {"so", "now", "said", "says"}:
        return None
    return Expression(m.span(), "like", "DATE", grain=m.grain, count=m.turn)


@RULES.add("PART", "(?:the|that) (?:NEXT|FOLLOWING|SAME|PREVIOUS) PART", "that PART")
def other_part(m: Match) -> Expression | None:
    return Expression(m.span(), "like", "TIME", grain="day", count=m.turn or 0, clock=f"T{m.value('PART')}")


@RULES.add(
    "UNIT",
    "(?:the|at)? EDGE of (?:the|its) (?:FISCAL|calendar)? UNIT",
    "(?:the|FISCAL|calendar)? UNIT (?:DASH|POSS)? end(?! of)",
)
def end_of_unit(m: Match) -> Expression | None:
    if m.grain in CLOCK_UNITS or (m.grain == "week" and m.lows[-1] == "end"):
        return None
    return Expression(m.span(m.first + (m.lows[0] == "at")), "shift", "DATE", grain=m.grain)


@RULES.add(
    "UNIT",
    "(?<!in) the (?:full|whole|entire|FISCAL)? (?:week|month|year)"
    "(?! (?:and|DASH|CARD|earlier|before|after|ago|later|when|that|in which))",
    "the FISCAL? year(?= (?:ended|ending))",
)
def the_unit(m: Match) -> Expression | None:
    """ "The week" and "the year" of writing, where no other is said; "the year ended March 31" is a length."""
    if m.grain == "year" and m.after in AFTER_A_LENGTH:
        return Expression(m.span(), "duration", "DURATION", grain="year", value="P1Y")
    if m.after in NOT_AFTER or (m.grain == "month" and m.before in {"of", "part", "times"}):
        return None
    if m.before == "of" and m.low(m.first - 2) in m.letters.values["OFTHEYEAR"]:
        return None
    return Expression(m.span(), "shift", "DATE", grain=m.grain)


@RULES.add("UNIT", "(?:EARLIER|LATER|LATE|EARLY) (?:in|on|that|during) the? (?:day|week|month|year)")
def later_in_unit(m: Match) -> Expression | None:
    """ "Later in the day": the day last mentioned in the sentence, else the day of writing."""
    if m.says("that"):
        return Expression(m.span(), "like", "DATE", grain=m.grain)
    at = m.last - (2 if m.lows[-2] == "the" else 1)
    return Expression(m.span(at if m.grain == "day" else m.first), "like", "DATE", grain=m.grain, name="near")


_AMOUNT = "(?:<approx>? (?:<vague>|<number>(?:<to> <number>)?|a) <units>(?: or so)?)"


@RULES.add(
    "AGO EARLIER LATER now hence time",
    f"{_AMOUNT} AGO",
    f"{_AMOUNT} DASH? (?:EARLIER|LATER|hence|from now)(?! than)",
    f"{_AMOUNT} (?:APOS|POSS) time",
)
def ago(m: Match) -> Expression | None:
    """So many units before or after the day of writing ("ago", "from now") or the day last mentioned ("later")."""
    grain, back = m.grain, m.has("AGO", "EARLIER")
    if grain in CLOCK_UNITS and m.has("EARLIER", "LATER"):
        return None
    count = 2.0 if m.says("couple") else quantity(m.lows)
    if m.has("SEVERAL") and grain not in CLOCK_UNITS:
        return Expression(m.span(), "vague", "DATE", value="PAST_REF" if back else "FUTURE_REF")
    if m.has("SEVERAL") or count is None:
        return None
    anchor: Anchor = "published" if m.has("AGO") or m.says("now", "hence", "time") else "mentioned"
    if grain in CLOCK_UNITS:
        count, grain = count * CLOCK_UNITS[grain], "second"
    elif count != int(count):
        count, grain = (count * 12, "month") if grain == "year" else (count * {"week": 7}.get(grain, 30), "day")
    number = -int(count) if back else int(count)
    like = ""
    if grain == "year" and number == -1:
        like = "compared" if m.before in COMPARING else "year"
    kind: TimexType = "TIME" if grain == "second" else "DATE"
    return Expression(m.span(), "shift", kind, grain=grain, count=number, anchor=anchor, name=like)


@RULES.add(
    "AGO EARLIER",
    "(?:the|a)? (?:comparable|corresponding|like)? year DASH? (?:AGO|EARLIER)"
    "(?: FISCAL? (?:<ordinal> DASH? quarter|quarter|PERIOD))?",
    "(?:the|a) (?:quarter|PERIOD) a year (?:AGO|EARLIER)",
)
def year_ago(m: Match) -> Expression | None:
    """The period a year before the one that is spoken of, as reports of earnings have it."""
    bare = m.lows[-1] in {"ago", "earlier"}
    if m.lows[0] == "a" and bare and "-" not in m.lows:
        return None
    at = m.span(m.first + (m.lows[0] == "a" or (m.lows[0] == "the" and bare)))
    number = m.value("ORD")
    if number is not None and 1 <= number <= 4:
        return Expression(at, "calendar", "DATE", grain="quarter", part=f"Q{number}", turn=-1, turn_of="year")
    return Expression(at, "like", "DATE", grain="quarter" if m.says("quarter") else "", count=-1, name="year")


@RULES.add(
    "UNIT PERIOD",
    "(?:the|that|its|THIS) (?:latest|most recent|recent|CURRENT|comparable)? FISCAL? (?:quarter|PERIOD)",
    "the <year> (?:quarter|PERIOD)",
    "<turn> year POSS (?:quarter|PERIOD)",
    "the (?:comparable|corresponding|SAME|like) (?:quarter|PERIOD)(?: of)? "
    "(?:<turn> year|<year>|a year (?:AGO|EARLIER))",
)
def the_quarter(m: Match) -> Expression | None:
    """The quarter (or other period) that is spoken of, or its like in another year."""
    quarter, of_year = m.says("quarter"), m.says("year")
    year = next((int(low) for low in m.lows if low.isdecimal() and len(low) == 4), None)
    if m.after == "-" or not (quarter or year or of_year or m.says("latest")):
        return None
    at, grain = m.span(m.first + (m.lows[0] == "its")), "quarter" if quarter else ""
    if m.has("THIS", "CURRENT") and not of_year:
        return Expression(at, "like", "DATE", grain="quarter", name="this")
    turn = 0
    if m.has("AGO", "EARLIER") or (of_year and m.has("SAME")):
        turn = -1
    elif of_year:
        turn = m.turn or 0
    return Expression(at, "like", "DATE", grain=grain, count=turn, year=year, name="year")


@RULES.add("UNIT PART", "the (?:day|week|month|year|night|evening|morning) (?:before|after)")
def day_before(m: Match) -> Expression | None:
    """ "The day before" and "the night before" where nothing says before what: the last mentioned day."""
    own = m.token(m.last - 1)
    if own is None or own.dep_ == "mark" or any(c.i > own.i and c.dep_ in {"pobj", "pcomp"} for c in own.children):
        return None
    if m.after and (m.after[0].isalnum() or m.after in QUOTING) and m.after not in AFTER_THE_DAY:
        return None
    count, part = -1 if m.says("before") else 1, m.value("PART")
    if part:
        return Expression(m.span(), "like", "TIME", grain="day", count=count, clock=f"T{part}")
    return Expression(m.span(), "shift", "DATE", grain=m.grain, count=count, anchor="mentioned")


@RULES.add("UNIT", "the (?:latest|most recent) FISCAL? (?:year|month|week)")
def latest_unit(m: Match) -> Expression | None:
    return Expression(m.span(), "shift", "DATE", grain=m.grain, count=-1)
