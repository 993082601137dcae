"""Rules for larger or other parts of the calendar by name: quarters, halves, seasons, weekends, decades, centuries."""

from __future__ import annotations

from dragoman.language.times.expressions import Expression
from dragoman.language.times.grammar import Match, RuleSet
from dragoman.language.times.rules_dates import ordinal_said, year_said

RULES = RuleSet()

PEOPLES = {"his", "her", "their", "my"}
"""Before a decade these speak of ages ("in his sixties")."""
BEFORE_SEASONS = {"in", "by", "since", "until"}
AMBIGUOUS_SEASONS = {"fall", "spring"}
_PART_OF_YEAR = "(?:DASH? quarter|HALF)"


@RULES.add(
    "UNIT HALF QNUM",
    "<edge>? the? <modifier>? (?:<turn> FISCAL? year POSS)? FISCAL? DASH? (?:<ordinal>|LAST|FINAL) "
    f"{_PART_OF_YEAR}(?:of (?:the? FISCAL (?:year)?)? (?:<year>|<turn> year|the year))?",
    f"<edge>? the? <modifier>? FISCAL? <year> FISCAL? DASH? <ordinal> {_PART_OF_YEAR}",
    "<edge>? (?:the)? QNUM(?: of)? <year>?",
)
def part_of_year(m: Match) -> Expression | None:
    """A quarter or half of a year; fiscal years are taken for calendar years (TIMEX3 has no other value)."""
    half, i = m.has("HALF"), m.find("QNUM")
    number = int(m.low(i)[1:]) if i is not None else ordinal_said(m)
    if number is None:
        number = 1 if m.says("opening") else 2 if half else 4
    year = year_said(m)
    if not 1 <= number <= (2 if half else 4) or (half and year is None and not m.says("year")):
        return None
    relative = year is None and m.says("year") and m.turn is not None
    return Expression(
        m.span(), "calendar", "DATE", grain="half" if half else "quarter", year=year,
        part=f"{'H' if half else 'Q'}{number}", turn=m.turn if relative else None, turn_of="year" if relative else "",
    )  # fmt: skip


@RULES.add("SEASON", "<edge>? the? <modifier>? <turned>? SEASON(?:of? (?:<year>|<turn> year))?")
def season(m: Match) -> Expression | None:
    i = m.find("SEASON")
    if i is None:
        return None
    alone, noun = m.last - m.first == 1, m.tag(i).startswith("N")
    if m.low(i) in AMBIGUOUS_SEASONS and not (noun and (not alone or m.before in BEFORE_SEASONS)):
        return None
    if m.low(i) == "fall" and (m.after in {"of", "from"} or (m.after == "in" and (m.turn is None or m.says("the")))):
        return None
    if alone and m.is_capital(i) and m.first > 0 and m.tag(i) == "NNP":
        return None
    year = year_said(m)
    return Expression(
        m.span(), "calendar", "DATE", grain="season", part=str(m.value("SEASON")), year=year,
        turn=m.turn if year is None else None, turn_of="year" if year is None and m.says("year") else "",
    )  # fmt: skip


@RULES.add("UNIT", "THIS (?:COMING|PAST)? weekend", "(?:LAST|PAST|NEXT|COMING) weekend", "the weekend")
def weekend(m: Match) -> Expression | None:
    """ "The weekend" is the last one, or the next where the tense says so."""
    return Expression(m.span(), "calendar", "DATE", grain="weekend", turn=m.turn)


@RULES.add(
    "DECADENUM DECADE",
    "<edge>? (?:the? HALF of)? the? <modifier>? (?:DECADENUM|(?:nineteen)? DECADE)",
)
def decade(m: Match) -> Expression | None:
    if m.before in PEOPLES:
        return None
    i = m.find("DECADENUM")
    if i is None:
        if not m.says("the", "nineteen"):
            return None
        start = 1900 + int(m.value("DECADE"))
    else:
        digits = "".join(c for c in m.low(i) if c.isdecimal())
        start = int(digits) if len(digits) == 4 else int(digits) + (1900 if int(digits) > 20 else 2000)
    if start % 10 or not 1000 <= start < 2200:
        return None
    grain = "century" if start % 100 == 0 and start < 2000 else "decade"
    return Expression(m.span(), "calendar", "DATE", grain=grain, year=start)


@RULES.add("MONTH", "the? MONTH DASH MONTH (?:quarter|PERIOD)(?:(?:of)? <year>)?")
def quarter_by_months(m: Match) -> Expression | None:
    """ "The January-March quarter": a calendar quarter told by its months."""
    first, last = (m.letters.values["MONTH"][low] for low in m.lows if low in m.letters.values["MONTH"])
    if last != first + 2 or first % 3 != 1:
        return None
    return Expression(m.span(), "calendar", "DATE", grain="quarter", part=f"Q{last // 3}", year=year_said(m))


@RULES.add("UNIT", "<edge>? the? <modifier>? (?:<ordinal>|twenty DASH first) DASH? century")
def century(m: Match) -> Expression | None:
    number = ordinal_said(m)
    if number is None or not 1 <= number <= 22:
        return None
    return Expression(m.span(), "calendar", "DATE", grain="century", year=100 * (number - 1))
