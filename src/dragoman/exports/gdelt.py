"""GDELT 2.0's event table: 61 columns, tab-separated, without a header.

Source of the columns: "The GDELT Event Database Data Format Codebook V2.0" (2015-02-19). GDELT has one actor on either
side: an event with lists is a row for each pair, one between equals a row for each two of them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from itertools import combinations, product
from typing import Any, TextIO

from dragoman.exports.codes import KNOWN_GROUPS, cameo_quad, cameo_role, goldstein, state_codes
from dragoman.exports.coding import INTENTS, Row, coded_events, statements_and_appeals
from dragoman.exports.delimited import defused
from dragoman.exports.surroundings import Surroundings, one_day
from dragoman.record import Record
from dragoman.reference import Reference

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
GDELT_COLUMNS = (
    "GlobalEventID", "Day", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{name}" for n in (1, 2) for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{of}Geo_{name}" for of in ("Actor1", "Actor2", "Action") for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip

TYPE_CODES = {
    "AGREE": "030", "CONSULT": "040", "SUPPORT": "050", "CONCEDE": "080", "COOPERATE": "060", "AID": "070",
    "RETREAT": "080", "REQUEST": "100", "ACCUSE": "110", "REJECT": "120", "THREATEN": "130", "PROTEST": "140",
    "SANCTION": "160", "MOBILIZE": "150", "COERCE": "170", "ASSAULT": "190", "STATEMENT": "010", "APPEAL": "020",
}  # fmt: skip
"""The CAMEO code of a PLOVER type whose entry in the lexicon names no finer one."""
INTENT_CODES = {
    "CONSULT": "036", "SUPPORT": "032", "COOPERATE": "031", "AID": "033", "RETREAT": "035", "CONCEDE": "035",
    "SANCTION": "131", "COERCE": "132", "ASSAULT": "138", "MOBILIZE": "138", "PROTEST": "133",
}  # fmt: skip
"""CAMEO's code of the intent or threat to do what a PLOVER type names."""
GEO_COUNTRY, GEO_CITY = 1, 4


def gdelt_rows(record: Record, reference: Reference, **asked: Any) -> Iterator[dict[str, Any]]:
    """A dict a row with `GDELT_COLUMNS` as keys, in the order of the table `events`; unknown is `None`.

    Days and their parts are integers as in GDELT (20120204, 201202); `GlobalEventID` is made of the event's id and the
    pair, so that the same record gives the same numbers.
    """
    around = Surroundings(record)
    for row, cameo in _coded(record, **asked):
        story = around.story(row["article_id"])
        shared = {
            **_days(row),
            "IsRootEvent": int(row["start"] < story.lead_ends),
            **_code(cameo),
            "NumMentions": _tellings(row["how"]),
            "NumSources": 1,
            "NumArticles": 1,
            **_geo("ActionGeo", row, reference),
            "Actor1Geo_Type": 0,
            "Actor2Geo_Type": 0,
            "DATEADDED": _added(story.article),
            "SOURCEURL": story.article["url"] or story.article["source"],
        }
        for one, other in _pairs(row):
            key = f"{row['event_id']}:{one}:{other}"
            yield dict.fromkeys(GDELT_COLUMNS) | {
                "GlobalEventID": int(hashlib.sha256(key.encode()).hexdigest()[:15], 16),
                **_actor("Actor1", row, one),
                **_actor("Actor2", row, other),
                **shared,
            }


def write_gdelt(rows: Iterator[dict[str, Any]], out: TextIO) -> int:
    """Writes the rows, tab-separated, without header or quotes; gives how many there were.

    GDELT's files have no way to quote a cell: tabs and line ends in one become spaces, quotation marks apostrophes.
    """
    count = 0
    for row in rows:
        out.write("\t".join(_cell(row[c]) for c in GDELT_COLUMNS) + "\n")
        count += 1
    return count


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    return " ".join(str(defused(value)).replace('"', "'").split())


def _coded(record: Record, **asked: Any) -> Iterator[tuple[Row, str]]:
    """Each event with its CAMEO code; GDELT also has what PLOVER drops, statements (01) and appeals (02)."""
    for row, code in coded_events(record, beside=statements_and_appeals, **asked):
        if code is not None and code.translated and row["status"] in INTENTS:
            cameo = INTENT_CODES.get(row["type"], "030")
        else:
            cameo = row["cameo"] or TYPE_CODES.get(row["type"]) or TYPE_CODES[code.type if code else "STATEMENT"]
        yield row, cameo


def _code(cameo: str) -> dict[str, Any]:
    return {
        "EventCode": cameo,
        "EventBaseCode": cameo[:3],
        "EventRootCode": cameo[:2],
        "QuadClass": cameo_quad(cameo),
        "GoldsteinScale": goldstein(cameo),
    }


def _days(row: Row) -> dict[str, Any]:
    first, last = row["date_from"], row["date_to"]
    day = one_day(first, last)
    year = int(first[:4]) if first and last and first[:4] == last[:4] else None
    month = int(first[:7].replace("-", "")) if first and last and first[:7] == last[:7] else None
    return {
        "Day": int(day.replace("-", "")) if day else None,
        "MonthYear": month or (int(day[:7].replace("-", "")) if day else None),
        "Year": year or (int(day[:4]) if day else None),
        "FractionDate": _fraction(day) if day else None,
    }


def _fraction(day: str) -> float:
    """The day as GDELT's decimal year: year plus (month * 30 + day) / 365."""
    date = dt.date.fromisoformat(day)
    return round(date.year + (date.month * 30 + date.day) / 365, 4)


def _added(article: dict[str, Any]) -> int | None:
    day = one_day(article["published_from"], article["published_to"])
    return int(day.replace("-", "") + "000000") if day else None


def _tellings(how: str | None) -> int:
    """How often the article tells the event: "…; told 3 times"."""
    told = (how or "").rpartition("; told ")[2].partition(" ")[0]
    return int(told) if told.isdigit() else 1


Party = tuple[str, int] | None


def _pairs(row: Row) -> list[tuple[Party, Party]]:
    actors: list[Party] = [("actor", i) for i in range(len(row["actor_ids"]))]
    recipients: list[Party] = [("recipient", i) for i in range(len(row["recipient_ids"]))]
    if not recipients and len(actors) > 1:
        return list(combinations(actors, 2))
    return list(product(actors or [None], recipients or [None]))


def _actor(prefix: str, row: Row, party: Party) -> dict[str, Any]:
    if party is None:
        return {}
    side, i = party
    id_, name, text = row[f"{side}_ids"][i], row[f"{side}_names"][i], row[f"{side}_texts"][i]
    country, group = row[f"{side}_countries"][i], KNOWN_GROUPS.get(id_ or "")
    role = cameo_role(row[f"{side}_sectors"][i])
    if id_ and id_.startswith("state:") and role == "GOV":
        role = None
    return {
        f"{prefix}Code": group or f"{country or ''}{role or ''}" or None,
        f"{prefix}Name": (name or text or "").upper() or None,
        f"{prefix}CountryCode": country,
        f"{prefix}KnownGroupCode": group,
        f"{prefix}Type1Code": role,
    }


def _geo(prefix: str, row: Row, reference: Reference) -> dict[str, Any]:
    name, country = row["place_name"], row["place_country"]
    if name is None:
        return {f"{prefix}_Type": 0}
    state = reference.state(country or "")
    whole = state is not None and state.name == name
    return {
        f"{prefix}_Type": GEO_COUNTRY if whole else GEO_CITY,
        f"{prefix}_FullName": name if state is None or whole else f"{name}, {state.name}",
        f"{prefix}_CountryCode": state_codes()[country].fips if country in state_codes() else None,
        f"{prefix}_Lat": row["latitude"],
        f"{prefix}_Long": row["longitude"],
    }
