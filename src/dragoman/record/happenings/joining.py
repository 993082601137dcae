"""Joining: the reports of one block (family, kind of status, day) into cores, in time linear in the reports.

What is compared with what is found by tokens that like reports share (the pair of actors, an actor and a word, a toll,
a name); a report is held against at most `MOST_PER_TOKEN` older groups of each of its tokens. The outcome depends on
the block's reports alone, not on the order in which they come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from dragoman.model import content_id
from dragoman.record.happenings.agreeing import agree, agree_of_weeks, agree_undated
from dragoman.record.happenings.placing import WEEK, WIDEST
from dragoman.record.happenings.profiles import Profile, merged, profile_of
from dragoman.record.happenings.reports import Report

MOST_PER_TOKEN = 24
MOST_CANDIDATES = 48
COMMON = 0.2
"""A name in a larger share of a day's articles says nothing of where it was."""
FEW_ARTICLES = 8
"""In so few articles no name is too common."""


@dataclass(slots=True, eq=False)
class Core:
    """Reports of a block that are of one event, with what is compared of them."""

    profile: Profile
    members: list[tuple[str, str, str]] = field(default_factory=list)
    """(article_id, event_id, why joined)."""

    @property
    def id(self) -> str:
        """Made of one of its reports, whatever the order in which they were joined."""
        return content_id("core", *min(m[:2] for m in self.members))


def cores_of(reports: Iterable[Report], *, days: int | None = 1) -> list[Core]:
    """The cores of one block, in the order of their first reports. `days` is how long the Interval is of which they
    all are; `None` for one without end."""
    ordered = sorted(reports, key=in_time)
    profiles = _told_apart([profile_of(r) for r in ordered])
    singles = [Core(p, [(r.article_id, r.event_id, "")]) for r, p in zip(ordered, profiles, strict=True)]
    agreeing = agree_undated if days is None or days >= WIDEST else agree if days <= WEEK else agree_of_weeks
    return _grouped(_grouped(singles, agreeing), agreeing)


def in_time(report: Report) -> tuple[str, str, int, str]:
    """The order of reports: by publication, then article and place in it."""
    return report.published, report.article_id, report.start, report.event_id


def tokens(profile: Profile) -> Iterator[str]:
    """What like profiles share, the most telling first."""
    yield from (f"o:{symbol}" for symbol in profile.official)
    yield from (f"k:{key}" for key in profile.keys)
    if profile.family == "violence":
        yield from (f"n:{name}" for name in sorted({*profile.names, *profile.places}))
        yield from (f"t:{low or high}" for low, high in profile.tolls if (low or high or 0) >= 3)
    elif profile.family == "talk":
        known = sorted(profile.parties)
        yield from (f"p:{a}+{b}" for i, a in enumerate(known) for b in known[i + 1 : i + 4])
    else:
        if profile.family == "vote":
            yield from (f"v:{actor}" for actor in profile.actors)
        yield from (f"p:{'+'.join(actors)}>{'+'.join(recipients)}" for actors, recipients in profile.sides)
    doers = profile.actors or profile.recipients
    said = sorted({w for wording in profile.wordings for w in wording}, key=lambda w: (-len(w), w))[:10]
    yield from (f"w:{doer}:{word}" for doer in doers[:2] for word in said)


def _told_apart(profiles: list[Profile]) -> list[Profile]:
    """The profiles without the names that stand in too many articles of the day."""
    articles = len({p.told[0][0] for p in profiles})
    if articles < FEW_ARTICLES:
        return profiles
    held = Counter(name for p in {(p.articles, p.names): p for p in profiles}.values() for name in p.names)
    common = {name for name, count in held.items() if count > COMMON * articles}
    if not common:
        return profiles
    return [replace(p, names=tuple(n for n in p.names if n not in common)) for p in profiles]


def _grouped(items: Sequence[Core], agreeing: Callable[[Profile, Profile], str | None]) -> list[Core]:
    """Each item joined with the first group that it agrees with best, or a group of its own."""
    groups: list[Core] = []
    holders: dict[str, list[int]] = {}
    for item in items:
        mine = list(dict.fromkeys(tokens(item.profile)))
        counts = Counter(g for token in mine for g in holders.get(token, ()))
        for g, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:MOST_CANDIDATES]:
            why = agreeing(groups[g].profile, item.profile)
            if why is not None:
                _join(groups[g], item, why)
                at = g
                break
        else:
            at = len(groups)
            groups.append(Core(item.profile, list(item.members)))
        for token in mine:
            held = holders.setdefault(token, [])
            if len(held) < MOST_PER_TOKEN and at not in held:
                held.append(at)
    return groups


def _join(group: Core, item: Core, why: str) -> None:
    group.profile = merged([group.profile, item.profile])
    group.members += [(article, event, told or why) for article, event, told in item.members]
