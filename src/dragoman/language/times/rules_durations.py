"""Rules for lengths of time and for what happens again and again."""

from __future__ import annotations

from dragoman.language.times.calendar import DURATION_LETTER
from dragoman.language.times.expressions import Expression
from dragoman.language.times.grammar import Match, RuleSet
from dragoman.language.times.numerals import quantity
from dragoman.language.times.rules_units import turn_of

RULES = RuleSet()

AGES = {"old", "olds"}


def _grain(m: Match) -> str:
    grain = ""
    for i in range(m.first, m.last):
        for name in ("UNIT", "UNITS", "SECOND"):
            grain = m.letters.values[name].get(m.low(i), grain) if not grain else grain
    return grain


def length(count: float | None, grain: str) -> str:
    """The TIMEX3 value of so many units: `P2Y`, `PT3H`, `P2Y6M`; `X` for a number that nobody knows."""
    times = {"decade": ("Y", 10), "century": ("Y", 100), "millennium": ("Y", 1000), "fortnight": ("W", 2)}
    if count is None:
        if grain in times and grain != "fortnight":
            return {"decade": "PXDE", "century": "PXCE", "millennium": "PXML"}[grain]
        letter = DURATION_LETTER[grain]
        return f"PTX{letter[1]}" if letter[0] == "T" else f"PX{letter}"
    if grain in times:
        letter, by = times[grain]
        count *= by
    else:
        letter = DURATION_LETTER[grain]
    timed, letter = ("T", letter[1]) if letter[0] == "T" else ("", letter)
    whole, rest = int(count), count - int(count)
    finer = {"Y": ("M", 12), "H": ("M", 60), "M": ("S", 60) if timed else ("D", 30), "W": ("D", 7), "D": ("TH", 24)}
    out = f"P{timed}{whole}{letter}" if whole else f"P{timed}"
    if rest and letter in finer:
        small, many = finer[letter]
        out += (f"T{round(rest * many)}H" if small == "TH" else f"{round(rest * many)}{small}")
    return out if len(out) > 2 else f"P{timed}{count:g}{letter}"


_COUNT = "(?:<vague>|<number>(?:<to> <number>)?|another)"
_LONG = "(?:more|trading|consecutive|straight|full|additional|working|whole|long)"


@RULES.add(
    "UNIT UNITS SECOND",
    f"(?:<approx> )?{_COUNT} {_LONG}? <units>(?: and a HALF)?(?: or (?:so|more))?",
    f"(?:<approx> )?{_COUNT} DASH <units>(?:DASH (?:long|old))?",
    "(?:<approx> )?(?:a|an|one) <units> and a HALF",
    "(?:<approx> )?(?:a|an) (?:additional|extra)? UNIT",
    "(?:<approx> )?HALF (?:a|an) UNIT",
)
def duration(m: Match) -> Expression | None:
    grain, lows = _grain(m), m.lows
    if _is_age(m):
        return None
    count = 2.0 if "couple" in lows else None if m.has("SEVERAL") else _first_quantity(m)
    if count is None and not m.has("SEVERAL"):
        return None
    if lows[0] in {"a", "an", "one"} and m.has("UNIT") and (refused := _lone_unit(m, grain)) is not None:
        return refused or None
    if m.low(m.first - 1) in {"$", "€", "£", "#"}:
        return None
    if grain == "quarter" and "-" in lows and quantity(lows) == 3:
        return None
    if m.has("SECOND") and "-" not in lows and not m.says("seconds"):
        return None
    return Expression(m.span(), "duration", "DURATION", grain=grain, value=length(count, grain))


def _is_age(m: Match) -> bool:
    """Ages of people are no times: "52 years old", "6-year-old boy"; an "8-month-old truce" is one."""
    if m.after in AGES or (m.after in "-–" and m.after and m.low(m.last + 1) in AGES):
        return True
    return m.lows[-1] == "old" and (m.after in {",", ".", "", "man", "woman", "boy", "girl", "son", "daughter"} or _grain(m) == "year")


def _first_quantity(m: Match) -> float | None:
    """The number of the length; of a range the lower one."""
    lows = m.lows
    if lows[-1] == "half" and "and" in lows:
        return 1.5 if lows[0] in {"a", "an", "one"} else quantity(lows)
    for word in ("to", "or"):
        if word in lows and quantity(lows[: lows.index(word)]) is not None:
            lows = lows[: lows.index(word)]
            break
    return quantity(lows) if lows[0] != "another" else 1.0


def _lone_unit(m: Match, grain: str) -> Expression | bool | None:
    """"A year": a rate after a noun ("flights a week"), nothing in idioms, else (`None`) a duration."""
    if m.says("half"):
        return None
    if m.lows[0] in {"a", "an"} and m.last - m.first == 2:
        before = m.before
        token = m.sentence.token_at(m.sentence.span.start + m.words.starts[m.last - 1])
        if before in {"once", "twice", "times"} or (
            m.first > 0 and m.tag(m.first - 1) in {"NNS", "NN", "CD", "$"} and token is not None and token.dep_ == "npadvmod"
            and m.after not in {"after", "before", "ago", "earlier", "later", "since"}
        ):  # fmt: skip
            return Expression(m.span(), "set", "SET", value=length(1, grain))
        if grain in {"minute", "second"} or (grain == "day" and m.after not in {"after", "before", "later"}):
            return False
    return None


@RULES.add(
    "UNIT UNITS",
    f"(?:at least)? (?:the)? (?:LAST|PAST|NEXT|COMING|FOLLOWING|PREVIOUS|<ordinal>|FINAL|THIS) {_COUNT} {_LONG}? (?:UNITS|hour|minute)(?: or so)?",
    f"(?:the|these|those) (?:latest)? (?:CARD|DAYNUM|INT|SEVERAL) {_LONG}? UNITS",
    "the (?:LAST|PAST|NEXT|COMING) (?:decade|century|hour|day|few UNITS)",
    "(?:PAST|COMING) (?:decade|century|day)",
    "each of the (?:LAST|PAST|NEXT) CARD UNITS",
)
def span_of_units(m: Match) -> Expression | None:
    """A length that ends or begins now: the past two weeks, the next few days."""
    grain, turn = _grain(m), turn_of(m)
    count = 2.0 if m.says("couple") else None if m.has("SEVERAL") else (_first_quantity(m) if m.find("UNITS") or m.has("CARD") else 1.0)
    if count is None and not m.has("SEVERAL"):
        count = 1.0
    whole = int(count) if count is not None and count == int(count) else 0
    return Expression(
        m.span(), "duration", "DURATION", grain=grain, value=length(count, grain), count=whole, turn=turn or None
    )


@RULES.add("UNITS", "(?:the)? (?:(?:days|weeks|months|years|decades|centuries|hours) (?:and|or|DASH))? (?:days|weeks|months|years|decades|centuries|hours)(?:DASH long)?(?! old)")
def many_units(m: Match) -> Expression | None:
    """"Weeks", "for years": a length that nobody knows, where no number or other word tells it."""
    grain = _grain(m)
    if m.lows[0] == "the" and m.after not in {"since", "following"} and m.before not in {"over", "in", "through"}:
        return None
    if grain == "hour" and m.after not in {"of", "after", "before", "later", "long"} and m.before not in {"for", "within", "hours", "in"}:
        return None
    if grain == "day" and m.before in {"early", "old", "last", "school", "his", "her", "their", "my", "its"}:
        return None
    return Expression(m.span(), "duration", "DURATION", grain=grain, value=length(None, grain))


@RULES.add("RECENT COMING", "(?:the)? (?:most)? (?:RECENT|COMING) UNITS(?: and UNITS)?", "PAST (?:years|months|weeks|decades)")
def recent_units(m: Match) -> Expression | None:
    back = m.has("RECENT", "PAST")
    return Expression(m.span(), "vague", "DATE", value="PAST_REF" if back else "FUTURE_REF")


@RULES.add("RECENT CURRENT", "(?<!most) RECENT(?! history)", "CURRENT", "the then DASH? CURRENT")
def recent(m: Match) -> Expression | None:
    """The adjectives "recent" and "current" alone."""
    if m.has("RECENT"):
        return Expression(m.span(), "vague", "DATE", value="PAST_REF")
    if m.low(m.last - 1) == "present" or not m.tag(m.last - 1).startswith("J"):
        return None
    return Expression(m.span(), "vague", "DATE", value="PRESENT_REF")


@RULES.add("EVERY PER", "EVERY (?:other)? (?:UNIT|WEEKDAY|SEASON|MONTH|PART)", "EVERY (?:CARD|DAYNUM|few) UNITS", "(?:once|twice|CARD times|several times) (?:a|per) UNIT", "PER UNIT")
def every(m: Match) -> Expression | None:
    for name, form in (("WEEKDAY", "XXXX-WXX-{}"), ("MONTH", "XXXX-{:02d}"), ("SEASON", "XXXX-{}"), ("PART", "XXXX-XX-XXT{}")):
        found = m.value(name)
        if found is not None and not m.has("UNIT"):
            return Expression(m.span(), "set", "SET", value=form.format(found))
    count = 2.0 if m.says("other") else 1.0 if m.has("UNIT") else quantity(m.lows)
    first = m.find("UNIT")
    if m.says("a", "per") and first is not None:
        return Expression(m.span(first - 1, m.last), "set", "SET", value=length(1, _grain(m)))
    return Expression(m.span(), "set", "SET", value=length(count, _grain(m)))


@RULES.add("DAILY", "DAILY")
def daily(m: Match) -> Expression | None:
    """"Daily" and its like; not in names of papers ("the Daily Mail")."""
    token = m.sentence.token_at(m.sentence.span.start + m.words.starts[m.first])
    if m.is_capital(m.first) and m.words.starts[m.first] > 0 and token is not None and token.tag_.startswith("NNP"):
        return None
    return Expression(m.span(), "set", "SET", value=str(m.value("DAILY")))


@RULES.add("PARTS", "WEEKDAY(?= (?:and|or|COMMA) WEEKDAY PARTS)")
def first_of_weekdays(m: Match) -> Expression | None:
    """The first day in "Monday and Tuesday nights"."""
    part = m.letters.values["PARTS"][m.low(m.last + 2)]
    return Expression(m.span(), "set", "SET", value=f"XXXX-WXX-{m.value('WEEKDAY')}T{part}")


@RULES.add("WEEKDAYS PARTS SEASONS", "(?:WEEKDAY|WEEKDAYS) PARTS", "WEEKDAYS", "PARTS", "the (?:LAST|PAST) CARD (?:SEASONS|summers)")
def weekdays(m: Match) -> Expression | None:
    day = m.value("WEEKDAY") or m.value("WEEKDAYS")
    part = m.value("PARTS")
    if day is None and m.has("SEASONS"):
        return Expression(m.span(), "set", "SET", value=f"XXXX-{m.value('SEASONS')}")
    if day is None:
        return None if m.before not in {"most", "in", "all", "many"} else Expression(m.span(), "set", "SET", value=f"XXXX-XX-XXT{part}")
    value = f"XXXX-WXX-{day}" + (f"T{part}" if part else "")
    return Expression(m.span(), "set", "SET", value=value)
