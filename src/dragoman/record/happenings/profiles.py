"""What of a report, or of several that were joined, is compared with others."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dragoman.record.happenings import words
from dragoman.record.happenings.reports import Report

FAMILIES = {
    "ASSAULT": "violence", "COERCE": "violence",
    "ACCUSE": "blame", "REJECT": "blame",
    "REQUEST": "demand", "APPEAL": "demand",
    "VOTE": "vote",
    "CONSULT": "talk", "AGREE": "talk", "COOPERATE": "talk",
}  # fmt: skip
"""Types that reporters choose differently for one act; the other types are each a family of their own."""

WORDINGS = 4
"""Of so many reports the words are kept to compare others with."""

MOST_VALUES = 24
"""So many different places, names, sentences … of those that were joined are kept, the first ones."""

JOINING = 14
"""Counts up whenever the same reports may be joined otherwise: what an older number left is then made anew."""

Toll = tuple[int | None, int | None]


@dataclass(frozen=True)
class Profile:
    """What is compared: tuples throughout, so that equal reports give equal profiles."""

    types: tuple[str, ...]
    actors: tuple[str, ...]
    """Keys of the known ones."""
    recipients: tuple[str, ...]
    sides: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    """(actors, recipients) of each report, all of them, also those only named by the text's words."""
    places: tuple[str, ...]
    """Skeletons of the places that the reports give."""
    site: tuple[str, ...]
    """Skeletons of the place, or of the names in what was attacked, of the first report that has any."""
    site_names: tuple[str, ...]
    """Skeletons of all names in the sentence of that report."""
    countries: tuple[str, ...]
    names: tuple[str, ...]
    """Skeletons of all names in the sentences."""
    means: tuple[str, ...]
    wordings: tuple[tuple[str, ...], ...]
    keys: tuple[str, ...]
    """Hashes of whole sentences."""
    tolls: tuple[Toll, ...]
    told: tuple[tuple[str, int, int], ...]
    """Of the reports, the article, where in it the act stands, and a hash of the sentence."""
    official: tuple[str, ...]
    meets: tuple[str, ...]
    """Of talks, each known person with the country of every other party: `person:Q1>RUS`."""
    weekdays: tuple[int, ...]
    """By what weekdays (Monday 1) the sentences give the day."""
    again: tuple[tuple[str, int, int], ...]
    """Those of the reports that tell of another act than what their article told before."""
    struck: tuple[str, ...]
    """Of violence: things that were struck, each with a name in the sentence: `ferry:kell`."""
    first: str
    """The first possible day, ISO; empty when it is not known."""
    last: str
    rank: tuple[Any, ...]
    """Orders profiles: what is surest of its day first, then what was reported first."""

    @property
    def family(self) -> str:
        """The family of the types; a draft that was blocked was voted on."""
        return "vote" if self.official else FAMILIES.get(self.types[0], self.types[0])

    @cached_property
    def parties(self) -> frozenset[str]:
        """Known actors and recipients together."""
        return frozenset(self.actors) | frozenset(self.recipients)

    @cached_property
    def articles(self) -> frozenset[str]:
        """The articles of the reports."""
        return frozenset(article_id for article_id, _, _ in self.told)

    @cached_property
    def sentences(self) -> frozenset[tuple[str, int]]:
        """The articles with their sentences in which the reports stand."""
        return frozenset((article_id, sentence) for article_id, _, sentence in self.told)

    @cached_property
    def spoken(self) -> tuple[frozenset[str], ...]:
        """The wordings as sets."""
        return tuple(frozenset(w) for w in self.wordings)

    @property
    def json(self) -> str:
        """The profile as text, the same for the same profile."""
        told = [JOINING, *(getattr(self, name) for name in _FIELDS)]
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Profile:
        """What `json` made."""
        return cls(**dict(zip(_FIELDS, _tuples(json.loads(text)[1:]), strict=True)))


_FIELDS = tuple(Profile.__dataclass_fields__)


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def profile_of(report: Report) -> Profile:
    """The profile of one report."""
    violent = FAMILIES.get(report.type) == "violence"
    place = [words.skeleton(report.place_name)] if report.place_name else []
    struck = words.names(" . ".join(p.text for p in report.recipients if p.is_place)) if violent else frozenset()
    site = tuple(sorted({*place, *struck})) if violent else tuple(place)
    named = words.names(report.sentence) if violent else frozenset()
    if violent and not named and not site and report.near:
        named = frozenset({report.near})
    key = words.sentence_key(report.sentence, report.act, " ".join(p.text for p in report.recipients))
    first, last = report.date.iso
    at = ((report.article_id, report.start, zlib.crc32(report.sentence.encode("utf-8", "replace"))),)
    sides = tuple(tuple(sorted({p.key for p in parties})) for parties in (report.actors, report.recipients))
    return Profile(
        types=(report.type,),
        actors=tuple(sorted({p.key for p in report.actors if p.is_known})),
        recipients=tuple(sorted({p.key for p in report.recipients if p.is_known})),
        sides=((sides[0], sides[1]),),
        places=tuple(place),
        site=site,
        site_names=tuple(sorted({*site, *named})) if site else (),
        countries=(report.place_country,) if report.place_country else (),
        names=tuple(sorted(named)),
        means=tuple(sorted(words.means(report.sentence))) if violent else (),
        wordings=(tuple(sorted(words.long_words(report.sentence) - (frozenset() if violent else _given(report)))),),
        keys=(key,) if key else (),
        tolls=(report.toll,) if report.toll and not words.is_rising(report.sentence) else (),
        told=at,
        official=(report.official,) if report.official else (),
        meets=_meets(report),
        weekdays=(report.weekday,) if report.weekday else (),
        again=at if words.is_another(report.sentence, report.act, deed=violent) else (),
        struck=words.struck(report.sentence) if violent else (),
        first=first or "",
        last=last or "",
        rank=(not report.dated, -1, report.published, report.article_id, report.start, report.event_id),
    )


def _meets(report: Report) -> tuple[str, ...]:
    if FAMILIES.get(report.type) != "talk":
        return ()
    parties = (*report.actors, *report.recipients)
    met = {
        f"{p.actor_id}>{other.country}"
        for p in parties
        for other in parties
        if p.is_person and other.country and other.country != p.country
    }
    return tuple(sorted(met))


def _given(report: Report) -> frozenset[str]:
    """Words that say nothing beside the parties and the type: names, and those of every report of speech."""
    parties = (*report.actors, *report.recipients)
    named = " ".join(text for p in parties for text in (p.text, p.name) if text)
    return words.long_words(named) | words.COMMON


def merged(profiles: Sequence[Profile]) -> Profile:
    """What several profiles (in their order of time) come to."""
    ranked = sorted(profiles, key=lambda p: p.rank)
    first = ranked[0]
    if len(ranked) == 1:
        return first
    sited = next((p for p in ranked if p.site), first)
    return Profile(
        types=_first(p.types for p in ranked),
        actors=_first(p.actors for p in ranked),
        recipients=_first(p.recipients for p in ranked),
        sides=tuple(dict.fromkeys(s for p in ranked for s in p.sides))[:WORDINGS],
        places=_first(p.places for p in ranked),
        site=sited.site,
        site_names=sited.site_names,
        countries=_first(p.countries for p in ranked),
        names=_first(p.names for p in ranked),
        means=_first(p.means for p in ranked),
        wordings=tuple(dict.fromkeys(w for p in ranked for w in p.wordings))[:WORDINGS],
        keys=_first(p.keys for p in ranked),
        tolls=tuple(dict.fromkeys(t for p in ranked for t in p.tolls))[:MOST_VALUES],
        told=tuple(dict.fromkeys(t for p in ranked for t in p.told))[:MOST_VALUES],
        official=_first(p.official for p in ranked),
        meets=_first(p.meets for p in ranked),
        weekdays=tuple(dict.fromkeys(d for p in ranked for d in p.weekdays)),
        again=tuple(dict.fromkeys(t for p in ranked for t in p.again))[:MOST_VALUES],
        struck=_first(p.struck for p in ranked),
        first=first.first,
        last=first.last,
        rank=(first.rank[0], sum(p.rank[1] for p in profiles), *first.rank[2:]),
    )


def _first(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for many in values for v in many))[:MOST_VALUES]
