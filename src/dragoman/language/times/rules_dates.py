"""Rules for days, months and years by name.

Weekdays: `rules_weekdays`. Quarters, seasons, decades: `rules_periods`.
"""

from __future__ import annotations

from dragoman.language.times.expressions import Expression
from dragoman.language.times.grammar import Match, RuleSet
from dragoman.language.times.numerals import spelled_year

RULES = RuleSet()

OTHER_WORDS_TOO = {"may", "march", "mar", "sun", "sat", "wed", "fri", "mon", "jan", "sep", "dec", "jun"}
"""Months and weekdays whose forms are other words too: alone, they are taken only where the parser tags a noun."""
NAMES_TOO = {"april", "june", "may", "august", "march"}
COUNTED = {"people", "men", "women", "miles", "percent", "jobs", "employees", "troops", "workers", "shares"}
"""What a numeral like a year may count."""
NUMBERED = {"no", "resolution", "article", "flight", "section", "highway", "route", "room", "chapter", "than"}
"""What a numeral like a year may be the number of."""
MEASURED = {"mile", "page", "foot", "member", "man", "pound", "ton", "strong", "acre", "meter"}
ATTACKS = {"attack", "attacks", "terror", "terrorist", "hijackers", "hijackings", "commission", "victims", "bombings"}
"""What follows 11 September where it is that of 2001."""
_MARCHES = {"the", "a", "annual", "'s", "’s", "“", '"', "`"}
BEFORE_SPELLED_YEARS = {"in", "of", "since", "by", "until"}


def year_said(m: Match) -> int | None:
    """The year among the matched words, in figures or spelled out."""
    i = m.find("YEAR")
    if i is not None:
        return int(m.low(i))
    i = m.find("YEAR2")
    if i is not None:
        year = int(m.low(i)[1:])
        return year + (1900 if year > 40 else 2000)
    return spelled_year(m.lows)


def ordinal_said(m: Match) -> int | None:
    """The ordinal among the matched words: "3rd", "third", "twenty-third"."""
    i = m.find("ORDNUM")
    if i is not None:
        return int(m.low(i).rstrip("stndrh"))
    number = m.value("ORD")
    if number is None:
        return None
    return int(number) + (20 if m.says("twenty") else 30 if m.says("thirty") else 0)


def month_said(m: Match) -> int | None:
    """The month named, unless the word is another word here."""
    i = m.find("MONTH")
    if i is None or not m.is_capital(i):
        return None
    if m.low(i) in OTHER_WORDS_TOO and m.last - m.first == 1 and not m.tag(i).startswith("N"):
        return None
    return int(m.value("MONTH"))


def _day_of_month(m: Match) -> int | None:
    i = m.find("DAYNUM")
    day = int(m.low(i)) if i is not None else ordinal_said(m)
    return day if day is not None and 1 <= day <= 31 else None


@RULES.add(
    "MONTH",
    "<modifier>? (?:(?:THIS COMING|LAST|NEXT|THIS)? <weekday> COMMA? |LAST|NEXT|THIS)?"
    "<month> the? <day>(?!CARD|AMPM|PERCENT)(?:COMMA? <year>)?",
    "<modifier>? (?:<weekday> COMMA? )?(?:the? <day> of?) <month>(?:COMMA? <year>)?",
    "<month> (?:twenty|thirty) DASH? ORD(?:COMMA? <year>)?",
)
def month_and_day(m: Match) -> Expression | None:
    month, day = month_said(m), _day_of_month(m)
    if month is None or day is None:
        return None
    turn = (m.value("LAST") or m.value("NEXT")) if not m.has("WEEKDAY") else None
    year = year_said(m)
    if year is None and turn is None:
        year = 2001 if (month, day) == (9, 11) and m.after in ATTACKS else year_of_the_range(m, month)
    at, name = m.span(last=without_stop(m)), "ends" if _ends_a_quarter(m) else ""
    return Expression(at, "calendar", "DATE", grain="day", year=year, month=month, day=day, turn=turn, name=name)


def _ends_a_quarter(m: Match) -> bool:
    """True in "the quarter ended Sept. 30", where nothing numbers the quarter."""
    numbered = {**m.letters.values["ORD"], **m.letters.values["FISCAL"]}
    at = m.first - 2
    return m.before in {"ended", "ending"} and m.low(at) == "quarter" and m.low(at - 1) not in {*numbered, "-"}


def year_of_the_range(m: Match, month: int) -> int | None:
    """The year that only the far end of a range has: "from May to July 2012", "between May 3 and June 5, 2012"."""
    if m.after not in {"to", "and", "-", "–", "through", "until"}:
        return None
    far = [i for i in range(m.last + 1, min(m.last + 3, len(m.words.lows))) if m.low(i) in m.letters.values["MONTH"]]
    if not far:
        return None
    for i in range(far[0] + 1, min(far[0] + 4, len(m.words.lows))):
        if m.words.signs[i] == m.letters.signs["YEAR"]:
            year = int(m.low(i))
            return year - 1 if month > m.letters.values["MONTH"][m.low(far[0])] else year
        if m.words.signs[i] not in m.letters.signs["DAYNUM"] + m.letters.signs["COMMA"] + m.letters.signs["DOT"]:
            return None
    return None


def without_stop(m: Match) -> int:
    """Where the match ends, less the full stop of a sentence after a name in full ("on 3 January.")."""
    return m.last - 1 if m.low(m.last - 1) == "." and not is_short(m.low(m.last - 2)) else m.last


def is_short(low: str) -> bool:
    return len(low) <= 5 and low not in {"march", "april", "may", "june", "july"}


@RULES.add("MONTH", "the? UNIT (?:of|beginning|starting|ending) <month> <day>(?:COMMA? <year>)?")
def week_of(m: Match) -> Expression | None:
    month, day = month_said(m), _day_of_month(m)
    if month is None or day is None or m.value("UNIT") != "week":
        return None
    return Expression(m.span(), "calendar", "DATE", grain="week", year=year_said(m), month=month, day=day)


@RULES.add(
    "DAYNUM",
    "DAYNUM(?=<to> <day> of? MONTH)",
    "(?:(?<=MONTH DAYNUM)|(?<=DOT DAYNUM)) <to> DAYNUM(?!COMMA? <units>)",
)
def day_of_a_range(m: Match) -> Expression | None:
    """The day in "between 3 and 5 May" and "May 3-5" that stands away from its month."""
    at = m.last - 1
    near = range(m.last, m.last + 5) if m.first == at else range(m.first - 1, m.first - 5, -1)
    months = m.letters.values["MONTH"]
    i = next((i for i in near if m.low(i) in months and m.is_capital(i)), None)
    if i is None or (at > 0 and m.low(at - 1) in "$€£#"):
        return None
    year = next((int(low) for low in m.words.lows[i + 1 : i + 6] if low.isdecimal() and len(low) == 4), None)
    return Expression(
        m.span(at), "calendar", "DATE", grain="day", year=year, month=months[m.low(i)], day=int(m.low(at))
    )


@RULES.add(
    "MONTH",
    "<edge>? <modifier>? <month>(?:of|COMMA)? <year>",
    "<edge>? <modifier>? <month>(?:of|COMMA)? (?:LAST|NEXT|THIS|that|PREVIOUS|FOLLOWING) year",
)
def month_of_year(m: Match) -> Expression | None:
    month, year = month_said(m), year_said(m)
    if month is None:
        return None
    return Expression(
        m.span(), "calendar", "DATE", grain="month", year=year, month=month,
        turn=m.turn if year is None else None, turn_of="year" if year is None else "",
        anchor="mentioned" if m.says("that") or m.has("PREVIOUS", "FOLLOWING") else "published",
    )  # fmt: skip


@RULES.add("MONTH", "<edge>? <modifier>? <turned>? <month>")
def bare_month(m: Match) -> Expression | None:
    month, i = month_said(m), m.find("MONTH")
    if month is None or i is None or _is_name(m, i):
        return None
    if is_short(m.low(i)) and m.low(i + 1) != ".":
        return None
    year = year_of_the_range(m, month) if m.turn is None else None
    at = m.span(last=without_stop(m))
    return Expression(at, "calendar", "DATE", grain="month", year=year, month=month, turn=m.turn)


def _is_name(m: Match, i: int) -> bool:
    """True when a month is a person's name here ("April Jones"), or a march."""
    token = m.token(i)
    marched = m.low(i + 1) in {"for", "of", "on", "to", "against"}
    if m.low(i) == "march" and marched and (i == 0 or m.low(i - 1) in _MARCHES):
        return True
    if m.low(i) not in NAMES_TOO or token is None or m.low(i - 1) in {"in", "last", "of"}:
        return False
    return token.dep_ == "compound" and token.head.tag_ == "NNP" and token.head.i == token.i + 1


@RULES.add("YEAR YEAR2 CARD", "<edge>? (?:the? HALF of)? <modifier>? (?:the year|FISCAL year?)? <year>")
def year(m: Match) -> Expression | None:
    i, said = m.find("YEAR"), year_said(m)
    if said is None:
        return None
    if i is None and not (m.has("EDGE", "FISCAL") or m.says("year")):
        century = m.lows[0] == "nineteen" and m.last - m.first > 1
        if m.has("YEAR2") or (m.before not in BEFORE_SPELLED_YEARS and not century):
            return None
    if i is not None and not m.has("FISCAL") and not _is_year(m, i):
        return None
    return Expression(m.span(), "calendar", "DATE", grain="year", year=said)


def _is_year(m: Match, i: int) -> bool:
    """False for a numeral that counts something, numbers something or is a part of another figure."""
    before, after = m.low(i - 1), m.low(i + 1)
    if before in NUMBERED or after in COUNTED or before in set("$€£¥#/:.") or after in {"%", "/"}:
        return False
    if after == "-" and m.words.ends[i] == m.words.starts[i + 1] and not m.low(i + 2)[:1].isdigit():
        return m.low(i + 2) not in MEASURED
    token = m.token(i)
    if token is not None and token.dep_ == "nummod" and token.head.tag_ == "NNS" and token.head.i > token.i:
        return token.head.i > token.i + 1 or before in {"the", "in", "of"}
    return True


@RULES.add("SLASH", "DAYNUM SLASH DAYNUM(?!SLASH)")
def nine_eleven(m: Match) -> Expression | None:
    """ "9/11" alone is told by its figures."""
    if m.lows != ["9", "/", "11"] or m.words.starts[m.last - 1] != m.words.ends[m.first] + 1:
        return None
    return Expression(m.span(), "calendar", "DATE", grain="day", year=2001, month=9, day=11)


@RULES.add("ISO SLASHED", "ISO", "SLASHED")
def in_figures(m: Match) -> Expression | None:
    """ISO dates; of dates with slashes only those in which the day can be told from the month."""
    low = m.lows[0]
    if "-" in low:
        year, month, day = (int(x) for x in low.split("-"))
    else:
        first, second, year = (int(x) for x in low.split("/"))
        if first <= 12 and second <= 12 and first != second:
            return None
        day, month = (first, second) if first > 12 else (second, first)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Expression(m.span(), "calendar", "DATE", grain="day", year=year, month=month, day=day)
