"""An entry in words: its fields, where else it is told, and how to cite it."""

from __future__ import annotations

from typing import Any

from dragoman.desk import Why
from dragoman.desk.chronology import day_text, source_text
from dragoman.record import Record
from dragoman.reference import load
from dragoman.web.happenings import first_report, shortened
from dragoman.web.wording import day_words

LONGEST_QUOTATION = 2_000
NOUNS = {
    "articles": "article", "statements": "statement", "events": "event", "figures": "figure", "positions": "position",
    "ballots": "ballot", "happenings": "happening",
}  # fmt: skip
_FIELDS: dict[str, tuple[tuple[str, str], ...]] = {
    "statements": (
        ("kind", "kind"), ("speaker_name", "speaker"), ("speaker_office", "as"), ("speaker_country", "for"),
        ("source_text", "in the text"), ("cue", "cue"), ("addressee_name", "to"), ("occasion", "occasion"),
    ),
    "events": (
        ("type", "type"), ("mode", "mode"), ("contexts", "contexts"), ("cameo", "CAMEO"), ("actor_names", "actors"),
        ("recipient_names", "recipients"), ("status", "status"), ("place_name", "place"), ("place_country", "in"),
    ),
    "happenings": (
        ("type", "type"), ("mode", "mode"), ("actors", "actors"), ("recipients", "recipients"), ("status", "status"),
        ("statuses", "told as"), ("reports", "reports"), ("origins", "independent origins"), ("place_name", "place"),
        ("place_country", "in"), ("disputed", "reports differ on"), ("official", "Council's record"),
    ),
    "figures": (
        ("measure", "measure"), ("low", "at least"), ("high", "at most"), ("qualifier", "qualifier"),
        ("who", "of whom"), ("claimant_name", "claimed by"), ("scope", "scope"), ("cause", "cause"), ("by_name", "by"),
        ("place_name", "place"), ("place_country", "in"),
    ),
    "positions": (
        ("holder_name", "holder"), ("holder_office", "as"), ("holder_country", "for"), ("stance", "stance"),
        ("issue_kind", "issue"), ("issue_about", "about"), ("issue_label", "in the text's words"),
    ),
    "ballots": (
        ("member", "member"), ("vote", "vote"), ("draft_symbol", "draft"), ("draft_label", "draft's name"),
        ("draft_sponsors", "sponsors"), ("draft_agenda", "agenda"), ("draft_fate", "fate"),
    ),
    "articles": (
        ("title", "title"), ("publisher", "publisher"), ("agency", "agency"), ("byline", "byline"),
        ("dateline_place", "dateline"), ("language", "language"), ("skipped", "not read because"),
    ),
}  # fmt: skip


_STATES = frozenset(
    {"speaker_country", "place_country", "holder_country", "issue_about", "member", "draft_agenda", "draft_sponsors"}
)
"""Columns that hold the ISO3 code of a state."""
_TOLD_AGAIN = frozenset({"speaker_country", "source_text", "holder_country"})
"""Columns that are left out where they say what stands above them already: that Djibouti speaks for Djibouti."""


def facts(entry: Why) -> list[tuple[str, str]]:
    """(name, value) of what is known of an entry, in words; what is unknown is left out."""
    found: list[tuple[str, str]] = []
    for column, name in _FIELDS[entry.table]:
        value = entry.row.get(column)
        if column in _STATES:
            value = [_named(v) for v in value] if isinstance(value, list) else _named(value)
        if isinstance(value, list):
            value = ", ".join(str(v) for v in value if v is not None)
        repeated = column in _TOLD_AGAIN and any(value == told for _, told in found)
        if value is not None and value != "" and not repeated:
            found.append((name, f"{value:,}" if isinstance(value, int) else str(value)))
    day = days_of(entry.row)
    if day is not None and (day[0] or day[1]):
        found.append(("when", day_words(*day)))
    return found


def _named(code: Any) -> Any:
    state = load().state(code) if isinstance(code, str) else None
    return state.name if state is not None else code


def days_of(row: dict[str, Any]) -> tuple[str | None, str | None] | None:
    """The days of an entry; `None` for one that has none of its own."""
    for prefix in ("date", "said", "published"):
        if f"{prefix}_from" in row:
            return row[f"{prefix}_from"], row[f"{prefix}_to"]
    return None


def elsewhere(record: Record, entry: Why) -> list[dict[str, Any]]:
    """The other reports of the happening that an event belongs to, or all of a happening's."""
    if entry.table == "events":
        sql = (
            "happening_id = (SELECT happening_id FROM happening_reports WHERE article_id = ?1 AND event_id = ?2) "
            "AND NOT (r.article_id = ?1 AND r.event_id = ?2)"
        )
        values: tuple[str, ...] = (entry.row["article_id"], entry.id)
    elif entry.table == "happenings":
        sql, values = "happening_id = ?1", (entry.id,)
    else:
        return []
    rows = record.sql(
        "SELECT r.happening_id, r.article_id, r.event_id, r.origin, a.title, a.publisher, "
        "a.agency, a.source, a.published_from, a.published_to, c.origin_id FROM happening_reports r "
        "JOIN articles a ON a.article_id = r.article_id LEFT JOIN copies c ON c.article_id = r.article_id "
        f"WHERE r.{sql} ORDER BY a.published_from IS NULL, a.published_from, r.article_id LIMIT 40",
        values,
    )
    for row in rows:
        told = first_report(record, row["article_id"], row["event_id"])
        row.update(told_by=source_text(row), status=told["told_as"], sentence=told["sentence"])
    return rows


def citation(entry: Why) -> str:
    """Who published it, the title, the day, the address, the words, the entry's id: as plain text."""
    a = entry.article
    day = day_text(a["record_from"] or a["published_from"], a["record_to"] or a["published_to"])
    parts = [a["shown_as"], f"“{shortened(a['title'], 300)}”" if a["title"] else None, day or "undated", a["url"]]
    head = ", ".join(part for part in parts if part)
    quoted = shortened(entry.text, LONGEST_QUOTATION)
    return f"{head}: “{quoted}” [{NOUNS[entry.table]} {entry.id}]"


