"""POLECAT's table: forty columns in its order and spelling, ours after them.

Source of the columns: the header of POLECAT's weekly files (A. Halterman, B. Bagozzi, A. Beger, P. Schrodt and
G. Scarborough, "PLOVER and POLECAT: A New Political Event Ontology and Dataset", 2023; Harvard Dataverse,
doi:10.7910/DVN/AJGVIT). Lists inside a cell are joined by "; " as there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dragoman.exports.codes import QUAD_NAMES, state_codes
from dragoman.exports.coding import Coded, Row, coded_events
from dragoman.exports.surroundings import Story, Surroundings, one_day
from dragoman.record import Record
from dragoman.reference import Reference

POLECAT_COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
OWN_COLUMNS = (
    "Status", "Record Type", "CAMEO", "Date From", "Date To", "Actor IDs", "Recipient IDs", "Reported By", "Confidence",
    "Headline", "URL", "Article ID", "Sentence", "Start", "End", "How",
)  # fmt: skip
COLUMNS = POLECAT_COLUMNS + OWN_COLUMNS


def polecat_rows(
    record: Record, reference: Reference, *, all_statuses: bool = False, **asked: Any
) -> Iterator[dict[str, Any]]:
    """A dict a row, with `COLUMNS` as keys, in the order of the table `events`; unknown is `None`.

    `asked` is what `Record.events` may be asked. See `coding` for the types and for what is left out.
    """
    around = Surroundings(record)
    for row, code in coded_events(record, all_statuses=all_statuses, **asked):
        if code is None:
            continue
        story = around.story(row["article_id"])
        yield {
            **_event(row, code),
            **_side("Actor", row, "actor", story),
            **_side("Recipient", row, "recipient", story),
            **_place(row, reference),
            **_story(story),
            **_own(row, story),
        }


def _event(row: Row, code: Coded) -> dict[str, Any]:
    return {
        "Event ID": row["event_id"],
        "Event Date": one_day(row["date_from"], row["date_to"]),
        "Event Type": code.type,
        "Event Mode": code.mode,
        "Intensity": code.intensity,
        "Quad Code": QUAD_NAMES[code.quad],
        "Contexts": _joined(row["contexts"]),
    }


def _side(title: str, row: Row, side: str, story: Story) -> dict[str, Any]:
    names = [n or t for n, t in zip(row[f"{side}_names"], row[f"{side}_texts"], strict=True)]
    countries = _once(row[f"{side}_countries"])
    sectors = row[f"{side}_sectors"]
    known = [state_codes()[c].cow for c in countries if c in state_codes()]
    return {
        f"{title} Name": _joined(names),
        f"{title} Country": _joined(countries),
        f"{title} COW": _joined(known),
        f"Primary {title} Sector": next((s for s in sectors if s), None),
        f"{title} Sectors": _joined(_once(sectors)),
        f"{title} Title": _joined(story.offices.get((row["event_id"], side), ())),
        f"{title} Name Raw": _joined(row[f"{side}_texts"]),
        f"Wikipedia {title} ID": None,
    }


def _place(row: Row, reference: Reference) -> dict[str, Any]:
    name, country = row["place_name"], row["place_country"]
    found = reference.places(name, countries=(country,)) if name and country else []
    at = (row["latitude"], row["longitude"])
    city = next((c for c in found if c.country == country and (c.lat, c.lon) == at), None)
    whole = name is not None and any(s.name == name for s in (reference.state(country or ""),) if s is not None)
    return {
        "Placename": name,
        "City": city.name if city else None,
        "District": None,
        "Province": None,
        "Country": country,
        "Latitude": row["latitude"],
        "Longitude": row["longitude"],
        "GeoNames ID": city.geonameid if city else None,
        "Raw Placename": name,
        "Feature Type": ("PPLC" if city.capital else "PPL") if city else "PCLI" if whole else None,
    }


def _story(story: Story) -> dict[str, Any]:
    article = story.article
    return {
        "Source": article["publisher"] or article["agency"],
        "Publication Date": one_day(article["published_from"], article["published_to"]),
        "Story People": _joined(story.people),
        "Story Organizations": _joined(story.organizations),
        "Story Locations": _joined(story.locations),
        "Language": article["language"],
        "Version": f"dragoman {article['reader_version']}",
    }


def _own(row: Row, story: Story) -> dict[str, Any]:
    return {
        "Status": row["status"],
        "Record Type": row["type"],
        "CAMEO": row["cameo"],
        "Date From": row["date_from"],
        "Date To": row["date_to"],
        "Actor IDs": _joined(row["actor_ids"]),
        "Recipient IDs": _joined(row["recipient_ids"]),
        "Reported By": row["reported_by"],
        "Confidence": row["confidence"],
        "Headline": story.article["title"],
        "URL": story.article["url"] or story.article["source"],
        "Article ID": row["article_id"],
        "Sentence": row["sentence"],
        "Start": row["start"],
        "End": row["end"],
        "How": row["how"],
    }


def _once(values: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(v for v in values if v))


def _joined(values: Sequence[str | None]) -> str | None:
    """The known values in one cell; `None` when there are none."""
    return "; ".join(v.replace(";", ",") for v in values if v) or None
