"""Rules for times of day. A time beside a day is joined to it afterwards (see `reading`)."""

from __future__ import annotations

from dragoman.language.times.expressions import Expression
from dragoman.language.times.grammar import Match, RuleSet

RULES = RuleSet()

BEFORE_CLOCKS = {"at", "by", "until", "about", "around", "from", "since", "before", "after"}
NOT_PARTS_BEFORE = {"show", "sky", "session", "news", "club", "shift", "sun", "air", "paper"}
"""What "the morning" qualifies in "the morning show"."""


@RULES.add(
    "CLOCK AMPM OCLOCK ZONE PART",
    "(?:<approx> )?(?:CLOCK|DAYNUM|CARD|DEC) AMPM(?: ZONE| local time| REGION (?:standard|daylight)? time?)?",
    "(?:<approx> )?CLOCK(?: ZONE| OPEN ZONE CLOSE| local time)?",
    "(?:<approx> )?(?:INT|YEAR|DAYNUM) ZONE",
    "(?:<approx> )?(?:DAYNUM|CARD) OCLOCK(?: in the PART)?",
    "(?:<approx> )?DAYNUM in the PART",
)
def clock(m: Match) -> Expression | None:
    hour, minute = _hour_and_minute(m)
    if hour is None or not (0 <= hour <= 24 and 0 <= minute < 60):
        return None
    half = m.value("AMPM") or {"MO": "am", None: None}.get(m.value("PART"), "pm")
    if half is None and not m.has("OCLOCK", "ZONE") and not (m.has("CLOCK") and m.before in BEFORE_CLOCKS):
        return None
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    return Expression(m.span(), "clock", "TIME", grain="day", clock=f"T{hour:02d}:{minute:02d}")


def _hour_and_minute(m: Match) -> tuple[int | None, int]:
    for low in m.lows:
        if low[0].isdecimal() and "/" not in low and "," not in low:
            hour, _, minute = low.replace(".", ":").partition(":")
            if not minute and len(hour) in (3, 4) and m.has("ZONE"):
                hour, minute = hour[:-2], hour[-2:]
            return int(hour), int(minute or 0)
    number = m.value("CARD")
    return (int(number) if number is not None and number <= 12 else None), 0


@RULES.add("hours", "(?:INT|YEAR) hours(?! of)")
def military(m: Match) -> Expression | None:
    """ "0900 hours", and "at 1500 hours"."""
    low = m.lows[0]
    if len(low) != 4 or not low.isdecimal() or (low[0] != "0" and m.before not in BEFORE_CLOCKS):
        return None
    hour, minute = int(low[:2]), int(low[2:])
    if hour > 24 or minute > 59:
        return None
    return Expression(m.span(), "clock", "TIME", grain="day", clock=f"T{hour:02d}:{minute:02d}")


@RULES.add("NOON", "(?:<approx> )?NOON(?: ZONE)?")
def noon(m: Match) -> Expression | None:
    i = m.find("NOON")
    if i is not None and m.is_capital(i) and i > 0:
        return None
    return Expression(m.span(), "clock", "TIME", grain="day", clock=f"T{m.value('NOON')}")


@RULES.add("PART", "<modifier>? (?:THIS|LAST) <modifier>? PART")
def this_morning(m: Match) -> Expression | None:
    count = -1 if m.has("LAST") else 0
    return Expression(m.span(), "shift", "TIME", grain="day", count=count, clock=f"T{m.value('PART')}")


@RULES.add(
    "PART",
    "the? MID DASH? PART",
    "the <modifier>? PART",
    "(?:at|by|since|until|before|after) <modifier>? (?:night|dawn|dusk|daybreak|nightfall|sunset|sunrise)",
    "(?:by|in|until|since|from|before|after|during|to) (?:EARLY|LATE|MID) DASH? (?:morning|afternoon|evening)",
)
def the_morning(m: Match) -> Expression | None:
    """A part of a day that is not said."""
    if m.lows[0] == "the" and m.after in NOT_PARTS_BEFORE:
        return None
    first = m.first + (m.lows[0] not in {"the", "mid", "middle"})
    return Expression(m.span(first), "clock", "TIME", grain="day", clock=f"T{m.value('PART')}")


@RULES.add(
    "hours",
    "the EARLY PART hours",
    "the (?:EARLY|predawn) hours of the PART",
    "the (?:EARLY|predawn) hours(?= of <weekday>)",
)
def early_hours(m: Match) -> Expression | None:
    """ "The early morning hours of Sunday": the day is joined to it afterwards."""
    return Expression(m.span(), "clock", "TIME", grain="day", clock=f"T{m.value('PART') or 'MO'}")


@RULES.add("overnight", "overnight")
def overnight(m: Match) -> Expression | None:
    """ "Overnight" as an adverb."""
    if m.tag(m.first).startswith("JJ"):
        return None
    return Expression(m.span(), "clock", "TIME", grain="day", clock="TNI")


@RULES.add("TONIGHT", "<modifier>? TONIGHT")
def tonight(m: Match) -> Expression | None:
    return Expression(m.span(), "shift", "TIME", grain="day", clock="TNI")
