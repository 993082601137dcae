"""Rules for times of day. A time beside a day is joined to it afterwards (see `reading`)."""

from __future__ import annotations

from dragoman.language.times.expressions import Expression
from dragoman.language.times.grammar import Match, RuleSet

RULES = RuleSet()


@RULES.add(
    "CLOCK AMPM OCLOCK ZONE",
    "(?:<approx> )?(?:CLOCK|DAYNUM|CARD|DEC) AMPM(?: ZONE)?",
    "(?:<approx> )?CLOCK(?: ZONE| OPEN ZONE CLOSE| local time)?",
    "(?:<approx> )?(?:INT|YEAR|DAYNUM) ZONE",
    "(?:<approx> )?(?:DAYNUM|CARD) OCLOCK(?: in the PART)?",
    "(?:<approx> )?DAYNUM in the PART",
)
def clock(m: Match) -> Expression | None:
    hour, minute = _hour_and_minute(m)
    if hour is None or not (0 <= hour <= 24 and 0 <= minute < 60):
        return None
    half = m.value("AMPM") or {"MO": "am"}.get(m.value("PART") or "", "pm" if m.value("PART") else None)
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    if half is None and not m.has("CLOCK", "OCLOCK", "ZONE"):
        return None
    if m.has("CLOCK") and half is None and not m.has("ZONE", "OCLOCK") and m.before not in {"at", "by", "until", "about", "around", "from", "since", "before", "after"}:
        return None
    return Expression(m.span(), "clock", "TIME", grain="day", clock=f"T{hour:02d}:{minute:02d}")


def _hour_and_minute(m: Match) -> tuple[int | None, int]:
    for i in range(m.first, m.last):
        low = m.low(i)
        if low[0].isdigit() and "/" not in low and "," not in low:
            hour, _, minute = low.replace(".", ":").partition(":")
            if not minute and len(hour) in (3, 4) and m.has("ZONE"):
                hour, minute = hour[:-2], hour[-2:]
            return int(hour), int(minute or 0)
    number = m.value("CARD")
    return (int(number) if number is not None and number <= 12 else None), 0


@RULES.add("NOON", "(?:<approx> )?NOON")
def noon(m: Match) -> Expression | None:
    if m.is_capital(m.last - 1) and m.first > 0:
        return None
    return Expression(m.span(), "clock", "TIME", grain="day", clock=f"T{m.value('NOON')}")


@RULES.add("PART", "<modifier>? (?:THIS|LAST) <modifier>? PART", "LATER THIS PART")
def this_morning(m: Match) -> Expression | None:
    count = -1 if m.has("LAST") else 0
    return Expression(m.span(), "shift", "TIME", grain="day", count=count, clock=f"T{m.value('PART')}")


@RULES.add("PART MID", "the? MID DASH? PART", "the <modifier>? PART", "overnight", "(?:at|by|since|until|before|after) (?:<modifier> )?(?:night|dawn|dusk|daybreak|nightfall|sunset|sunrise)")
def the_morning(m: Match) -> Expression | None:
    """A part of a day that is not said."""
    if m.says("overnight"):
        return None if m.tag(m.first).startswith("JJ") else Expression(m.span(), "clock", "TIME", grain="day", clock="TNI")
    part = m.value("PART")
    if m.lows[0] == "the" and m.after in {"show", "sky", "session", "news", "club", "shift", "sun", "air", "paper"}:
        return None
    first = m.first + (m.lows[0] in {"at", "by", "since", "until", "before", "after"})
    return Expression(m.span(first), "clock", "TIME", grain="day", clock=f"T{part}")


@RULES.add("TONIGHT", "<modifier>? TONIGHT")
def tonight(m: Match) -> Expression | None:
    return Expression(m.span(), "shift", "TIME", grain="day", clock="TNI")
