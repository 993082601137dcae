"""Rules for what happens again and again, and for adjectives of time."""

from __future__ import annotations

from dragoman.language.times.expressions import Expression
from dragoman.language.times.grammar import Match, RuleSet
from dragoman.language.times.numerals import quantity
from dragoman.language.times.rules_dates import ordinal_said
from dragoman.language.times.rules_durations import length

RULES = RuleSet()

_FORMS = (("WEEKDAY", "XXXX-WXX-{}"), ("MONTH", "XXXX-{:02d}"), ("SEASON", "XXXX-{}"), ("PART", "XXXX-XX-XXT{}"))
"""Values of "every Friday", "each July", "every spring", "every morning"."""
ADJECTIVES_OF_RESULTS = {"quarterly", "monthly", "yearly"}
"""Before a noun these name a kind of it ("quarterly dividend"), not a time."""


PAPERS = {"daily", "weekly", "monthly", "quarterly", "fortnightly"}
"""As nouns these are newspapers ("the Communist Party daily")."""


def _set(m: Match, value: str, first: int | None = None) -> Expression:
    return Expression(m.span(first), "set", "SET", value=value)


@RULES.add(
    "EVERY PER once twice times",
    "EVERY other? (?:UNIT|WEEKDAY|SEASON|MONTH|PART)",
    "EVERY WEEKDAY PART",
    "EVERY (?:CARD|DAYNUM|few) UNITS",
    "(?:once|twice|times) (?:a|per|each) UNIT",
    "PER UNIT",
)
def every(m: Match) -> Expression | None:
    unit = m.find("UNIT")
    if unit is not None and m.has("PER", "TIMES"):
        return _set(m, length(1, m.grain), unit - 1)
    if m.has("WEEKDAY") and m.has("PART"):
        return _set(m, f"XXXX-WXX-{m.value('WEEKDAY')}T{m.value('PART')}")
    for name, form in _FORMS:
        found = m.value(name)
        if found is not None and unit is None:
            return _set(m, form.format(found))
    count = 2.0 if m.says("other") else 1.0 if unit is not None else quantity(m.lows)
    return _set(m, length(count, m.grain))


@RULES.add("DAILY", "DAILY")
def daily(m: Match) -> Expression | None:
    """ "Daily" and its like; not in names of papers ("the Daily Mail")."""
    if m.is_capital(m.first) and m.first > 0 and m.tag(m.first).startswith("NNP"):
        return None
    if m.lows[0] in PAPERS and m.tag(m.first) in {"NN", "NNP"}:
        return None
    if m.lows[0] in ADJECTIVES_OF_RESULTS and m.tag(m.first).startswith("JJ"):
        return None
    return _set(m, str(m.value("DAILY")))


@RULES.add("weekends weekdays", "(?:on|at|during) (?:weekends|weekdays)")
def weekends(m: Match) -> Expression | None:
    """ "On weekends", "on weekdays"."""
    return _set(m, "XXXX-WXX-WE" if m.says("weekends") else "XXXX-WXX-WD", m.last - 1)


USUALLY = {"usually", "normally", "typically", "often", "always", "generally", "traditionally", "regularly"}


@RULES.add(
    "quarters",
    "<ordinal>(?= (?:and|or) <ordinal> quarters(?!of))",
    "(?<=and )<ordinal> quarters(?!of)",
    "(?<=or )<ordinal> quarters(?!of)",
)
def usual_quarters(m: Match) -> Expression | None:
    """The quarters of every year, in a sentence of habit: "are usually held in the second and fourth quarters"."""
    number = ordinal_said(m)
    if number is None or not 1 <= number <= 4 or USUALLY.isdisjoint(m.words.lows):
        return None
    return _set(m, f"XXXX-Q{number}")


@RULES.add("EVERY", "EVERY of the (?:LAST|PAST|NEXT|COMING) (?:CARD|DAYNUM|few) UNITS")
def each_of_several(m: Match) -> Expression | None:
    """ "In each of the last three years"."""
    return _set(m, length(1, m.grain))


@RULES.add("PARTS", "WEEKDAY(?= (?:and|or|COMMA) WEEKDAY PARTS)")
def first_of_weekdays(m: Match) -> Expression | None:
    """The first day in "Monday and Tuesday nights"."""
    part = m.letters.values["PARTS"][m.low(m.last + 2)]
    return _set(m, f"XXXX-WXX-{m.value('WEEKDAY')}T{part}")


@RULES.add("WEEKDAYS PARTS SEASONS", "(?:WEEKDAY|WEEKDAYS) PARTS", "WEEKDAYS", "the (?:LAST|PAST) CARD SEASONS")
def weekdays(m: Match) -> Expression | None:
    if m.has("SEASONS"):
        return _set(m, f"XXXX-{m.value('SEASONS')}")
    part = m.value("PARTS")
    return _set(m, f"XXXX-WXX-{m.value('WEEKDAY') or m.value('WEEKDAYS')}" + (f"T{part}" if part else ""))


@RULES.add(
    "RECENT COMING PAST", "the? most? (?:RECENT|COMING) UNITS(?: and UNITS)?", "past (?:years|months|weeks|decades)"
)
def recent_units(m: Match) -> Expression | None:
    return Expression(m.span(), "vague", "DATE", value="PAST_REF" if m.has("RECENT", "PAST") else "FUTURE_REF")


@RULES.add("RECENT", "RECENT")
def recent(m: Match) -> Expression | None:
    """The adjective "recent" before what it tells the time of: "a recent ruling"."""
    if not m.tag(m.first).startswith("J") or m.before in {"most", "more"}:
        return None
    return Expression(m.span(), "vague", "DATE", value="PAST_REF")


@RULES.add("CURRENT", "then DASH? CURRENT", "CURRENT")
def current(m: Match) -> Expression | None:
    """The adjective "current"; "then-current" is of the past."""
    if m.lows[0] == "then":
        return Expression(m.span(), "vague", "DATE", value="PAST_REF")
    if m.lows[0] == "present" or not m.tag(m.first).startswith("J"):
        return None
    return Expression(m.span(), "vague", "DATE", value="PRESENT_REF")
