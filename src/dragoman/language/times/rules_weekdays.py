"""Rules for weekdays, for today and its neighbours, and for the nth day or week of a month."""

from __future__ import annotations

from dragoman.language.times.expressions import Expression
from dragoman.language.times.grammar import Match, RuleSet
from dragoman.language.times.numerals import quantity
from dragoman.language.times.rules_dates import (
    OTHER_WORDS_TOO,
    is_short,
    month_said,
    ordinal_said,
    without_stop,
    year_said,
)

RULES = RuleSet()


@RULES.add(
    "WEEKDAY",
    "<modifier>? <turned>? WEEKDAY DOT?(?:PART)?",
    "(?:<modifier> )?WEEKDAY (?:<modifier>|in the|at|mid DASH) PART",
)
def weekday(m: Match) -> Expression | None:
    i, months = m.find("WEEKDAY"), m.letters.values["MONTH"]
    if i is None or not m.is_capital(i):
        return None
    if m.low(i) in OTHER_WORDS_TOO and not m.tag(i).startswith("N"):
        return None
    if _is_part_of_a_name(m, i) or _is_of_nights(m):
        return None
    if is_short(m.low(i)) and not (m.low(i + 1) == "." or (m.low(i + 1) == "," and m.low(i + 2) in months)):
        return None
    part = m.value("PART")
    if m.turn is None and m.before in {"into", "through"} and m.low(m.first - 2) in m.letters.values["WEEKDAY"]:
        return Expression(
            m.span(last=without_stop(m)), "weekday", "TIME" if part else "DATE", grain="day",
            weekday=int(m.value("WEEKDAY")), turn=1, anchor="mentioned", clock=f"T{part}" if part else "",
        )  # fmt: skip
    return Expression(
        m.span(last=without_stop(m)), "weekday", "TIME" if part else "DATE", grain="day",
        weekday=int(m.value("WEEKDAY")), turn=m.turn, clock=f"T{part}" if part else "",
        anchor="mentioned" if m.has("PREVIOUS", "FOLLOWING") else "published",
    )  # fmt: skip


@RULES.add("WEEKDAY", "<weekday> of? (?:LAST|NEXT|THIS|the (?:PREVIOUS|FOLLOWING)) week")
def weekday_of_week(m: Match) -> Expression | None:
    """ "Tuesday of last week"."""
    return Expression(
        m.span(), "weekday", "DATE", grain="day", weekday=int(m.value("WEEKDAY")), turn=m.turn, turn_of="week",
        anchor="mentioned" if m.has("PREVIOUS", "FOLLOWING") else "published",
    )  # fmt: skip


_FROM_A_DAY = "(?:a|CARD|DAYNUM) (?:week|weeks|month|months|year|years) (?:AGO|from) (?:today|<weekday>)"


@RULES.add("WEEKDAY TODAY", _FROM_A_DAY + "(?!DASH)")
def weeks_from_a_day(m: Match) -> Expression | None:
    """ "Two years ago Sunday", "a week from Tuesday"."""
    count, back = quantity(m.lows), m.has("AGO")
    if count is None or count != int(count):
        return None
    number, weekday = int(-count if back else count), m.value("WEEKDAY")
    if weekday is None:
        if m.value("TODAY") != 0:
            return None
        return Expression(m.span(), "shift", "DATE", grain="day", count=number, name=m.grain)
    return Expression(
        m.span(last=without_stop(m)), "weekday", "DATE", grain="day", weekday=int(weekday), count=number, name=m.grain
    )


@RULES.add("WEEKDAY", "the? day (?:before|after) (?:LAST|NEXT)? WEEKDAY")
def beside_a_weekday(m: Match) -> Expression | None:
    """ "The day before last Tuesday"."""
    return Expression(
        m.span(), "weekday", "DATE", grain="day", weekday=int(m.value("WEEKDAY")),
        turn=m.value("LAST") or m.value("NEXT"), count=-1 if m.says("before") else 1, name="day",
    )  # fmt: skip


@RULES.add(
    "MONTH YEAR",
    "the (?:<ordinal>|LAST|FINAL) (?:week|day|weekend|<weekday>) (?:of|in) (?:<month>(?:COMMA? <year>)?|YEAR)",
)
def nth_of(m: Match) -> Expression | None:
    """ "The second Sunday of May", "the last day of 2012", "the first week of March"."""
    month, year = (month_said(m) if m.has("MONTH") else None), year_said(m)
    number = -1 if m.has("LAST", "FINAL") else ordinal_said(m)
    weekday = m.value("WEEKDAY")
    grain = "day" if weekday is not None else m.grain
    if number is None or number == 0 or (month is None and (year is None or grain != "day" or weekday is not None)):
        return None
    if m.has("FINAL") and m.says("opening"):
        return None
    return Expression(
        m.span(last=without_stop(m)), "calendar", "DATE", grain=grain, year=year, month=month, weekday=weekday,
        count=number, name="nth",
    )  # fmt: skip


def _is_of_nights(m: Match) -> bool:
    """True for the first day in "Monday and Tuesday nights", which `rules_sets` reads."""
    names = m.letters.values
    days = m.low(m.last + 1) in names["WEEKDAY"] and m.low(m.last + 2) in names["PARTS"]
    return days and m.after in {"and", "or", ","}


def _is_part_of_a_name(m: Match, i: int) -> bool:
    """True in "Super Tuesday", "the Sunday Times", "Saturday Night Live"; not in "in Oslo Tuesday"."""
    names = m.letters.values
    if i > 0 and m.low(i - 1) in names["DAYNAME"] and m.is_capital(i - 1):
        return True
    if m.low(i + 1) == "school" or (m.low(i + 1) == "." and m.low(i + 2) == "com"):
        return True
    after = i + 2 if m.low(i + 1) == "night" else i + 1
    return m.low(after) in names["AFTERDAY"] and m.is_capital(after)


@RULES.add("TODAY", "<modifier>? TODAY (?:<modifier>? PART)?", "the? day (?:before|after) TODAY")
def today(m: Match) -> Expression | None:
    """Today, yesterday, tomorrow; not in a name ("USA Today")."""
    i = m.find("TODAY")
    if i is not None and i > 0 and m.is_capital(i) and m.is_capital(i - 1):
        return None
    count = int(m.value("TODAY")) + (-1 if m.says("before") else 1 if m.says("after") else 0)
    part = m.value("PART")
    return Expression(
        m.span(), "shift", "TIME" if part else "DATE", grain="day", count=count, clock=f"T{part}" if part else ""
    )
