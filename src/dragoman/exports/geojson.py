"""Events with a place as GeoJSON (RFC 7946): a point a report, longitude before latitude."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from dragoman.exports.jsonlines import write_json_list
from dragoman.record import Record

Row = dict[str, Any]


def geojson_features(record: Record, **asked: Any) -> Iterator[Row]:
    """A feature for each event with a known place, in the order of the table `events`, whatever its status.

    `asked` is what `Record.events` may be asked; a limit counts the features.
    """
    limit = asked.get("limit")
    given = 0
    for row in record.events(**{**asked, "limit": None}):
        if row["latitude"] is None or row["longitude"] is None:
            continue
        yield {
            "type": "Feature",
            "id": row["event_id"],
            "geometry": {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]},
            "properties": {
                "type": row["type"],
                "mode": row["mode"],
                "status": row["status"],
                "actors": _names(row, "actor"),
                "recipients": _names(row, "recipient"),
                "date_from": row["date_from"],
                "date_to": row["date_to"],
                "place": row["place_name"],
                "country": row["place_country"],
                "sentence": row["sentence"],
                "act": row["act"],
                "article_id": row["article_id"],
                "reported_by": row["reported_by"],
                "confidence": row["confidence"],
            },
        }
        given += 1
        if given == limit:
            return


def write_geojson(features: Iterable[Row], out: TextIO) -> int:
    """Writes a FeatureCollection, a feature a line; gives how many there were."""
    return write_json_list(features, out, opening='{"type": "FeatureCollection", "features": ')


def _names(row: Row, side: str) -> list[str]:
    return [n or t for n, t in zip(row[f"{side}_names"], row[f"{side}_texts"], strict=True)]
