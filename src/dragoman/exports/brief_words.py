"""How a brief puts days, numbers, acts and issues into words: no codes, nothing that the data do not say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from dragoman.desk.brief import Act, Denial, Disagreement
from dragoman.desk.brief_boxes import Toll
from dragoman.extract.events.codes import event_types
from dragoman.model import Interval
from dragoman.reference import Reference

MOST_NAMES = 3
LONGEST_NAME = 60
LONGEST_QUOTE = 420
"""Characters of a sentence that a line quotes; the rest of a longer one is its source's."""
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_FACTS = ("happened", "ongoing", "recalled")
_VERBAL = (1, 3)
"""PLOVER's classes of words: who agrees or accuses needs nobody else to say so."""
_DETERMINERS = {
    "the",
    "a",
    "an",
    "its",
    "his",
    "her",
    "their",
    "our",
    "some",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
}
_MANY = {
    "people",
    "police",
    "men",
    "women",
    "children",
    "media",
    "personnel",
    "staff",
    "nine",
    "ten",
    "eleven",
    "twelve",
}


@cache
def lexicon() -> dict[str, Any]:
    """Nouns of types, words of statuses, measures and fields."""
    text = files("dragoman.exports").joinpath("data", "brief.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def number_words(number: int) -> str:
    """`two`, up to twelve; figures beyond."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"


def count_words(number: int, one: str, many: str) -> str:
    """`one article`, `1,200 articles`."""
    return f"{number:,} {one if number == 1 else many}"


def day_words(first: str | None, last: str | None) -> str:
    """`23 January 2013`, `January 2013`, `2013`, `between 18 and 24 February 2013`, `on or after …`, `day unknown`."""
    if first is None or last is None:
        return f"on or after {_day(first)}" if first else f"on or before {_day(last)}" if last else "day unknown"
    if first == last:
        return _day(first)
    for short in (first[:7], first[:4]):
        if Interval.parse(short).iso == [first, last]:
            return f"{MONTHS[int(short[5:]) - 1]} {short[:4]}" if len(short) == 7 else short
    shared = 7 if first[:7] == last[:7] else 4 if first[:4] == last[:4] else 0
    return f"between {_day(first, without=shared)} and {_day(last)}"


def heading_words(first: str | None, last: str | None) -> str:
    """A day with its weekday, else as `day_words`, with a capital."""
    said = day_words(first, last)
    if first is not None and first == last:
        return f"{_WEEKDAYS[dt.date.fromisoformat(first).weekday()]}, {said}"
    return said[:1].upper() + said[1:]


def _day(day: str, *, without: int = 0) -> str:
    year, month, number = day.split("-")
    said = [str(int(number)), "" if without == 7 else MONTHS[int(month) - 1], "" if without else str(int(year))]
    return " ".join(part for part in said if part)


def days_of(value: str) -> str:
    """`day_words` of a value `2013-01-22` or `first/last`, `..` for an open end."""
    first, _, last = value.partition("/")
    low, high = (None if d in ("", "..") else d for d in (first, last or first))
    return day_words(low, high)


def acts_words(acts: Sequence[Act], states: Mapping[str, str]) -> str:
    """What a line tells, as a heading: `Accusation by Djibouti against Eritrea; shelling by Eritrea …`.

    `states` gives states' names as they stand in a sentence ("the United States").
    """
    said = list(dict.fromkeys(_act(act, states) for act in acts))
    return "; ".join([said[0], *(_small(one) for one in said[1:])])


def support_words(acts: Sequence[Act]) -> str:
    """`Two independent sources.`, and for what if not for all that the line tells; empty where there is one."""
    most = max(act.origins for act in acts)
    if most == 1:
        return ""
    told = f"{number_words(most)} independent sources"
    if all(act.origins == most for act in acts):
        return f"{told[:1].upper()}{told[1:]}."
    of = dict.fromkeys(_noun(act).lower() for act in acts if act.origins == most)
    return f"{told[:1].upper()}{told[1:]} for the {' and the '.join(of)}."


def denial_words(denials: Sequence[Denial], states: Mapping[str, str]) -> str:
    """`Denied by Eritrea: “Eritrea denied …”`; empty for none."""
    said = []
    for one in denials:
        by = _listed(_named([one.by], states)) if one.by and _named([one.by], states) else ""
        said.append(f"Denied{f' by {by}' if by else ''}: {quoted(one.sentence)}")
    return " ".join(said)


def _noun(act: Act) -> str:
    types = lexicon()["types"]
    return str((types.get(f"{act.type}/{act.mode}") or types[act.type])["noun"])


def _small(phrase: str) -> str:
    return phrase[:1].lower() + phrase[1:]


def _act(act: Act, states: Mapping[str, str]) -> str:
    words = lexicon()
    entry = words["types"].get(f"{act.type}/{act.mode}") or words["types"][act.type]
    who = _named(act.who, states)
    whom = [name for name in _named(act.to_whom, states) if name not in who]
    claimed = _named(act.said_by, states)
    own = bool(claimed) and set(claimed) <= set(who)
    fact = act.status in _FACTS
    doers = [] if own and not fact else who
    if not whom and entry.get("mutual") and len(doers) > 1:
        phrase = f"{entry['noun']} between {_listed(doers)}"
    else:
        phrase = entry["noun"] + (f" {entry.get('by', 'by')} {_listed(doers)}" if doers else "")
        # Whom an act is done to is the sentence's to say; who was met, or what was hit by nobody known, is told here.
        phrase += f" {entry['to']} {_listed(whom)}" if whom and (act.type == "CONSULT" or not who) else ""
    status = words["statuses"].get(act.status, act.status.capitalize())
    if not fact:
        by = (", according to " if act.status == "negated" else " by ") + _listed(claimed) if claimed else ""
        return f"{status}{by}: {_small(phrase)}"
    told = f"{status}: {_small(phrase)}" if status else phrase
    if not claimed or (own and event_types()[act.type].quad in _VERBAL):
        return told
    return f"{told}, {'by their own account' if own else f'according to {_listed(claimed)}'}"


def _named(names: Sequence[str], states: Mapping[str, str]) -> list[str]:
    """The names as they stand in a sentence; without pronouns, bare numbers and what is in pieces."""
    nobody = set(lexicon()["nobody"])
    kept = [" ".join(name.split()) for name in names]
    return list(
        dict.fromkeys(
            _in_sentence(name, states)
            for name in kept
            if name and not name.isdigit() and name.casefold() not in nobody and "…" not in name
        )
    )


def _in_sentence(name: str, states: Mapping[str, str]) -> str:
    """`the United States`, `the African Union`, `a Western diplomat`; other names as they are."""
    known = states.get(name)
    if known is not None:
        return known
    words = name.split()
    if len(words) > 1 and words[0].casefold() in _DETERMINERS:
        return _small(name)
    if name[:1].isupper() and any(word in lexicon()["with_the"] for word in words):
        return f"the {name}"
    if name.casefold() in _MANY:
        return name.casefold()
    if words[-1] in lexicon()["one_of_many"]:
        return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"
    return clipped(name, LONGEST_NAME)


def _listed(names: Sequence[str]) -> str:
    """Up to three names."""
    if len(names) > MOST_NAMES:
        return ", ".join(names[:MOST_NAMES]) + " and others"
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def clipped(text: str, length: int) -> str:
    """The text on one line, cut at a word with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    return f"{(cut[: cut.rindex(' ')] if ' ' in cut else cut).rstrip(' ,;:–—-')} …"


def quoted(sentence: str) -> str:
    """The sentence in double quotation marks. Those in it become single ones, as printers do; of a quotation that the
    sentence only ends or begins the rest is marked as left out."""
    line = clipped(sentence, LONGEST_QUOTE)
    made = []
    for i, char in enumerate(line):
        if char == '"':
            char = "“" if i == 0 or line[i - 1] in " (—–[" else "”"
        made.append({"“": "‘", "„": "‘", "”": "’"}.get(char, char) if char in "“„”" else char)
    marks = [c for c, was in zip(made, line, strict=True) if was in '"“„”']
    before = "‘… " if marks and marks[0] == "’" else ""
    after = " …’" if marks and marks[-1] == "‘" else ""
    return f"“{before}{''.join(made)}{after}”"


def disagreement_words(apart: Sequence[Disagreement]) -> str:
    """`Sources differ on the day: 22 January 2013 (two), 23 January 2013 (one); on the dead: …`; empty for none."""
    fields = lexicon()["fields"]
    parts = []
    for one in apart:
        values = [f"{_value(one.field, value)} ({number_words(n)})" for value, n in one.values]
        parts.append(f"on {fields[one.field]}: {', '.join(values)}")
    return f"Sources differ {'; '.join(parts)}." if parts else ""


def _value(field: str, value: str) -> str:
    if field == "date":
        return days_of(value)
    if field == "status":
        return str(lexicon()["statuses"].get(value) or value).lower()
    return clipped(value, LONGEST_NAME)


def bounds_words(toll: Toll) -> str:
    """`14`, `at least 14`, `up to 22`, `40 to 60`."""
    low, high = toll.low, toll.high
    if low == high:
        return f"{low:,}"
    if high is None:
        return f"at least {low:,}"
    return f"{low:,} to {high:,}" if low else f"up to {high:,}"


def issue_words(issue: str, about: str | None, facts: Reference) -> str:
    """`draft resolution (Eritrea)`."""
    state = facts.state(about) if about else None
    return f"{issue} ({state.name})" if state is not None else issue
