"""Rules for dates by name: days, months, years, weekdays, quarters, seasons, decades, centuries."""

from __future__ import annotations

from dragoman.language.times.expressions import Expression
from dragoman.language.times.grammar import Match, RuleSet
from dragoman.language.times.numerals import spelled_year

RULES = RuleSet()

VERBS_TOO = {"may", "march", "mar", "sun", "sat", "wed", "fri", "mon", "jan", "sep", "dec", "jun"}
"""Months and weekdays whose forms are other words too: taken only with a capital, and as the parser tags a noun."""
NOT_YEARS_AFTER = {"people", "men", "women", "miles", "percent", "jobs", "employees", "troops", "workers", "shares"}
NOT_YEARS_BEFORE = {"no", "resolution", "article", "flight", "section", "highway", "route", "room", "chapter", "than"}


def _year(m: Match) -> int | None:
    i = m.find("YEAR")
    if i is not None:
        return int(m.low(i))
    i = m.find("YEAR2")
    if i is not None:
        year = int(m.low(i)[1:])
        return year + (1900 if year > 40 else 2000)
    return spelled_year(m.lows)


def _month(m: Match) -> int | None:
    """The month named, unless the word is another word here."""
    i = m.find("MONTH")
    if i is None or not m.is_capital(i):
        return None
    if m.low(i) in VERBS_TOO and m.last - m.first == 1 and not m.tag(i).startswith("N"):
        return None
    return int(m.value("MONTH"))


def _day_of_month(m: Match) -> int | None:
    """The day's number, which stands beside the month."""
    for shape in ("DAYNUM", "ORDNUM"):
        i = m.find(shape)
        if i is not None:
            return int(m.low(i).rstrip("stndrh"))
    ordinals = m.letters.values["ORD"]
    said = [ordinals[low] for low in m.lows if low in ordinals]
    tens = 20 if "twenty" in m.lows else 30 if "thirty" in m.lows else 0
    if said:
        return int(said[0]) + tens
    return None


@RULES.add(
    "MONTH",
    "<modifier>? (?:(?:THIS COMING|LAST|NEXT|THIS)? <weekday> COMMA? |LAST|NEXT|THIS)?<month> (?:the)? <day>(?!CARD|AMPM|PERCENT)(?:COMMA? <year>)?",
    "<modifier>? (?:<weekday> COMMA? )?(?:the? <day> of?) <month>(?:COMMA? <year>)?",
    "<month> (?:twenty|thirty) DASH? ORD(?:COMMA? <year>)?",
)
def month_and_day(m: Match) -> Expression | None:
    month, day = _month(m), _day_of_month(m)
    if month is None or day is None or not 1 <= day <= 31:
        return None
    turn = (m.value("LAST") or m.value("NEXT")) if not m.has("WEEKDAY") else None
    return Expression(m.span(), "calendar", "DATE", grain="day", year=_year(m), month=month, day=day, turn=turn)


@RULES.add("MONTH", "the? UNIT (?:of|beginning|starting|ending) <month> <day>(?:COMMA? <year>)?")
def week_of(m: Match) -> Expression | None:
    month, day = _month(m), _day_of_month(m)
    if month is None or day is None or m.value("UNIT") != "week":
        return None
    return Expression(m.span(), "calendar", "DATE", grain="week", year=_year(m), month=month, day=day)


@RULES.add("DAYNUM", "DAYNUM(?=<to> <day> of? MONTH)", "(?:(?<=MONTH DAYNUM)|(?<=DOT DAYNUM)) <to> DAYNUM(?!COMMA? <units>)")
def day_of_a_range(m: Match) -> Expression | None:
    """The day in "between 3 and 5 May" and "May 3-5" that stands away from its month."""
    at = m.last - 1
    near = range(m.last, m.last + 5) if m.first == at else range(m.first - 1, m.first - 5, -1)
    months = m.letters.values["MONTH"]
    i = next((i for i in near if m.low(i) in months and m.is_capital(i)), None)
    if i is None or (at > 0 and m.low(at - 1) in "$€£#"):
        return None
    return Expression(m.span(at), "calendar", "DATE", grain="day", month=months[m.low(i)], day=int(m.low(at)))


@RULES.add(
    "MONTH",
    "<edge>? <modifier>? <month>(?:of|COMMA)? <year>",
    "<edge>? <modifier>? <month>(?:of|COMMA)? (?:LAST|NEXT|THIS|that|PREVIOUS|FOLLOWING) year",
)
def month_of_year(m: Match) -> Expression | None:
    month = _month(m)
    if month is None:
        return None
    year = _year(m)
    return Expression(
        m.span(), "calendar", "DATE", grain="month", year=year, month=month,
        turn=_turn(m) if year is None else None, turn_of="year" if year is None else "",
        anchor="mentioned" if m.says("that") or m.has("PREVIOUS", "FOLLOWING") else "published",
    )  # fmt: skip


@RULES.add("MONTH", "<edge>? <modifier>? (?:THIS (?:COMING|PAST)|LAST|PAST|NEXT|COMING|THIS|PREVIOUS|FOLLOWING)? <month>")
def bare_month(m: Match) -> Expression | None:
    month = _month(m)
    i = m.find("MONTH")
    if month is None or i is None or _is_name(m, i):
        return None
    dotted = m.low(m.last - 1) == "."
    if _is_abbreviation(m, i) and not dotted:
        return None
    last = i + 1 if dotted and not _is_abbreviation(m, i) else m.last
    return Expression(m.span(last=last), "calendar", "DATE", grain="month", month=month, turn=_turn(m))


def _is_abbreviation(m: Match, i: int) -> bool:
    return len(m.low(i)) <= 4 and m.low(i) not in {"may", "june", "july"}


def _is_name(m: Match, i: int) -> bool:
    """True when a word that is a time by itself is here part of a name ("April Jones", "the Friday Times")."""
    before, after = i - 1, i + 1
    token = m.sentence.token_at(m.sentence.span.start + m.words.starts[i])
    if token is None or m.low(after) in ("", "'s", "’s", ",", "."):
        return False
    named = token.dep_ in {"compound"} and token.head.tag_ == "NNP" and token.head.i == token.i + 1
    return named and m.low(i) in {"april", "june", "may", "august", "march"} and m.low(before) not in {"in", "last", "of"}


def _turn(m: Match) -> int | None:
    """-1, 0 or 1 for "last", "this", "next" and their like; "this past" is last and "this coming" next."""
    for name in ("LAST", "PAST", "PREVIOUS", "NEXT", "COMING", "FOLLOWING", "THIS", "CURRENT", "SAME"):
        turn = m.value(name)
        if turn is not None:
            return int(turn)
    return 0 if m.says("that") else None


@RULES.add("YEAR YEAR2 CARD", "<edge>? (?:the? HALF of)? <modifier>? (?:the year|FISCAL year?)? <year>")
def year(m: Match) -> Expression | None:
    i = m.find("YEAR")
    if i is None and not (m.has("EDGE", "FISCAL") or m.says("year")):
        if m.has("YEAR2"):
            return None
        if m.low(m.first) not in {"nineteen", "twenty", "two"} or m.before not in {"in", "of", "since", "by", "until"}:
            return None
    said = _year(m)
    if said is None or (i is not None and not m.has("FISCAL") and not _is_year(m, i)):
        return None
    return Expression(m.span(), "calendar", "DATE", grain="year", year=said)


def _is_year(m: Match, i: int) -> bool:
    before, after = m.low(i - 1), m.low(i + 1)
    if before in {"$", "€", "£", "#", "/", ":", ".", "¥"} or after in {"%", "/"}:
        return False
    if before in NOT_YEARS_BEFORE or after in NOT_YEARS_AFTER:
        return False
    if after == "-" and m.words.ends[i] == m.words.starts[i + 1] and not m.low(i + 2)[:1].isdigit():
        return m.low(i + 2) not in {"mile", "page", "foot", "member", "man", "pound", "ton", "strong", "acre", "meter"}
    token = m.sentence.token_at(m.sentence.span.start + m.words.starts[i])
    if token is not None and token.dep_ == "nummod" and token.head.tag_ in {"NNS"} and token.head.i > token.i:
        return token.head.i > token.i + 1 or before in {"the", "in", "of"}
    return True


@RULES.add("DECADENUM DECADE", "<edge>? (?:the? HALF of)? the? <modifier>? DASH? (?:DECADENUM|(?:nineteen)? DECADE)")
def decade(m: Match) -> Expression | None:
    i = m.find("DECADENUM")
    if i is not None:
        digits = "".join(c for c in m.low(i) if c.isdigit())
        if len(digits) == 4 and not digits.endswith("0"):
            return None
        start = int(digits) if len(digits) == 4 else int(digits) + (1900 if int(digits) > 20 else 2000)
    else:
        if m.before in {"his", "her", "their", "my"} or not m.says("the", "nineteen"):
            return None
        start = 1900 + int(m.value("DECADE"))
    if m.before in {"his", "her", "their"} or not 1000 <= start < 2200:
        return None
    return Expression(m.span(), "calendar", "DATE", grain="decade", year=start)


@RULES.add("UNIT", "<edge>? the? <modifier>? (?:DASH)? (?:<ordinal>|twenty DASH first) DASH? century")
def century(m: Match) -> Expression | None:
    i = m.find("ORDNUM")
    number = int(m.low(i).rstrip("stndrh")) if i is not None else _day_of_month(m)
    if number is None or not 1 <= number <= 22:
        return None
    return Expression(m.span(), "calendar", "DATE", grain="century", year=100 * (number - 1))


_PART_OF_YEAR = "(?:DASH? quarter|HALF)"


@RULES.add(
    "UNIT HALF",
    f"<edge>? the? <modifier>? (?:<turn> year POSS|<turn> FISCAL year POSS)? FISCAL? DASH? (?:<ordinal>|LAST|FINAL) {_PART_OF_YEAR}"
    "(?:of (?:the? FISCAL (?:year)?)? (?:<year>|<turn> year|the year))?",
    f"<edge>? the? <modifier>? FISCAL? <year> FISCAL? DASH? <ordinal> {_PART_OF_YEAR}",
)
def part_of_year(m: Match) -> Expression | None:
    """A quarter or half of a year; fiscal years are taken for calendar years (TIMEX3 has no other value)."""
    half = m.has("HALF")
    number = m.value("ORD") if m.has("ORD") else None
    i = m.find("ORDNUM")
    if i is not None:
        number = int(m.low(i)[0])
    if number is None:
        number = 1 if m.says("opening") else 2 if half else 4
    if not 1 <= number <= (2 if half else 4):
        return None
    year = _year(m)
    if half and year is None and not m.says("year"):
        return None
    relative = year is None and m.says("year") and _turn(m) is not None
    return Expression(
        m.span(), "calendar", "DATE", grain="half" if half else "quarter", year=year,
        part=f"{'H' if half else 'Q'}{number}", turn=_turn(m) if relative else None, turn_of="year" if relative else "",
    )  # fmt: skip


@RULES.add("SEASON", "<edge>? the? <modifier>? (?:THIS (?:COMING|PAST)|LAST|PAST|NEXT|COMING|THIS|PREVIOUS|FOLLOWING)? SEASON(?:(?:of)? (?:<year>|<turn> year))?")
def season(m: Match) -> Expression | None:
    i = m.find("SEASON")
    if i is None:
        return None
    alone = m.last - m.first == 1
    if m.low(i) in {"fall", "spring"} and (alone or not m.tag(i).startswith("N")):
        if not (alone and m.before in {"in", "by", "since", "until"} and m.tag(i).startswith("N")):
            return None
    if m.low(i) == "fall" and m.after in {"of", "in", "from"}:
        return None
    if m.is_capital(i) and m.words.starts[i] > 0 and alone and m.tag(i) == "NNP":
        return None
    year = _year(m)
    of_year = year is None and m.says("year")
    return Expression(
        m.span(), "calendar", "DATE", grain="season", part=m.value("SEASON"), year=year,
        turn=_turn(m) if year is None else None, turn_of="year" if of_year else "",
    )  # fmt: skip


@RULES.add(
    "WEEKDAY",
    "<modifier>? (?:the)? (?:THIS (?:COMING|PAST)|LAST|PAST|NEXT|COMING|THIS|PREVIOUS|FOLLOWING)? WEEKDAY DOT?(?:PART)?",
    "the? <modifier>? PART of WEEKDAY",
    "(?:<modifier> )?WEEKDAY (?:<modifier>|in the|at|mid DASH) PART",
)
def weekday(m: Match) -> Expression | None:
    i = m.find("WEEKDAY")
    if i is None or not m.is_capital(i):
        return None
    if m.low(i) in VERBS_TOO and not m.tag(i).startswith("N"):
        return None
    if len(m.low(i)) <= 5 and m.low(i + 1) not in {".", ","}:
        return None
    last = m.last - 1 if m.low(m.last - 1) == "." and len(m.low(i)) > 5 else m.last
    part = m.value("PART")
    anchor = "mentioned" if m.has("PREVIOUS", "FOLLOWING") else "published"
    first = m.first if m.has("LAST", "PAST", "NEXT", "COMING", "THIS", "PREVIOUS", "FOLLOWING", "PART") else m.first + m.lows.count("the")
    return Expression(
        m.span(first, last), "weekday", "TIME" if part else "DATE", grain="day", weekday=int(m.value("WEEKDAY")),
        turn=_turn(m), clock=f"T{part}" if part else "", anchor="mentioned" if anchor == "mentioned" else "published",
    )  # fmt: skip


@RULES.add("TODAY", "<modifier>? TODAY (?:<modifier>? PART)?", "the? day (?:before|after) TODAY")
def today(m: Match) -> Expression | None:
    count = int(m.value("TODAY"))
    if m.says("before", "after"):
        count += -1 if m.says("before") else 1
    part = m.value("PART")
    return Expression(
        m.span(), "shift", "TIME" if part else "DATE", grain="day", count=count, clock=f"T{part}" if part else ""
    )


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
    return Expression(m.span(), "calendar", "DATE", grain="day", year=year, month=month, day=day)
