"""The record's tables, column by column: the order in which every export gives them, and what each column holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "int", "real", "bool", "day", "texts", "spans"]
"""What a column holds. In SQLite `day` is an ISO date, `bool` 0 or 1, `texts` a JSON list of strings (or nulls) and
`spans` a JSON list of `[start, end]`; in Python and Arrow they are what their names say (a day stays ISO text in
`rows()` and is a `date32` in Arrow)."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name and what it holds."""

    name: str
    kind: Kind = "text"


def _columns(spec: str) -> tuple[Column, ...]:
    """From `name` or `name:kind` words."""
    out = []
    for word in spec.split():
        name, _, kind = word.partition(":")
        out.append(Column(name, kind or "text"))  # type: ignore[arg-type]
    return tuple(out)


TABLES: dict[str, tuple[Column, ...]] = {
    "articles": _columns(
        "article_id source url title publisher agency byline dateline_place published_from:day published_to:day "
        "published_basis language text text_sha256 reader_version published_reasons:texts skipped captured:day"
    ),
    "statements": _columns(
        "statement_id article_id kind source_text cue content speaker_id speaker_name speaker_country speaker_office "
        "addressee_name said_from:day said_to:day within sentence start:int end:int source_spans:spans "
        "cue_spans:spans content_spans:spans how confidence:real speaker_sector addressee_id addressee_country "
        "cue_class occasion"
    ),
    "events": _columns(
        "event_id article_id type mode contexts:texts cameo actor_ids:texts actor_names:texts actor_countries:texts "
        "actor_sectors:texts recipient_ids:texts recipient_names:texts recipient_countries:texts "
        "recipient_sectors:texts date_from:day date_to:day place_name place_country latitude:real longitude:real "
        "status reported_by sentence start:int end:int how confidence:real act actor_texts:texts "
        "recipient_texts:texts actor_spans:spans recipient_spans:spans tellings:spans"
    ),
    "figures": _columns(
        "figure_id article_id measure low:int high:int qualifier who claimant_name claimant_country date_from:day "
        "date_to:day place_name place_country headline:bool sentence start:int end:int how confidence:real "
        "claimant_id latitude:real longitude:real scope part_of cause by_id by_name by_country"
    ),
    "mentions": _columns("article_id start:int end:int text actor_id actor_name country sector office how"),
    "positions": _columns(
        "position_id article_id holder_id holder_name holder_country holder_sector holder_office issue_kind "
        "issue_about issue_label stance date_from:day date_to:day evidence sentence start:int end:int how "
        "confidence:real reported_by"
    ),
    "ballots": _columns(
        "ballot_id article_id draft_label draft_symbol member vote date_from:day date_to:day sentence start:int "
        "end:int how confidence:real draft_sponsors:texts draft_agenda draft_fate draft_sought:int"
    ),
    "times": _columns("article_id start:int end:int text type value date_from:day date_to:day said"),
    "sentences": _columns("article_id start:int end:int text"),
    "participants": _columns(
        "article_id event_id side position:int start:int end:int text actor_id name country sector office"
    ),
    "judgements": _columns(
        "judgement_id date:day kind actor_id actor_name into_id article_id name country sector reason active:bool"
    ),
    "amendments": _columns(
        "amendment_id date:day kind table_name entry_id article_id start:int end:int field value was reason active:bool"
    ),
    "copies": _columns("article_id origin_id how"),
    "origins": _columns("article_id origin origin_id how"),
    "passages": _columns("article_id start:int end:int origin origin_id how"),
    "article_days": _columns("article_id published_from:day published_to:day reasons:texts conflicts:texts"),
    "entry_days": _columns("article_id table_name entry_id date_from:day date_to:day"),
    "happenings": _columns(
        "happening_id type mode date_from:day date_to:day status actors:texts recipients:texts place_name "
        "place_country reports:int origins:int statuses:texts first_article_id first_event_id killed_low:int "
        "killed_high:int disputed:texts official sort_key"
    ),
    "happening_reports": _columns("happening_id article_id event_id origin joined"),
    "happening_values": _columns("happening_id field value origins:int reports:texts best:bool"),
    "stories": _columns(
        "story_id title from:day to:day article_ids:texts urls:texts actors:texts articles:int origins:int "
        "main_article_id"
    ),
    "story_articles": _columns("article_id story_id"),
    "utterances": _columns(
        "utterance_id speaker_id speaker_name speaker_country said_from:day said_to:day wording reports:int "
        "origins:int article_id statement_id"
    ),
    "utterance_reports": _columns("utterance_id article_id statement_id origin agreement:real"),
    "rejects": _columns("source reason"),
    "pages": _columns("page_key page_sha256 article_id source"),
}
"""Every table that a person may read, the seven of a reading first."""

READING_TABLES = ("articles", "mentions", "statements", "events", "figures", "positions", "ballots")
"""The tables that hold what was read; the others are by-ways into them or derived from them."""


def _by_day(prefix: str) -> tuple[str, ...]:
    """By the first day, what is known to the year before what is not: that has no place in a chronology."""
    first, last = f"{prefix}_from", f"{prefix}_to"
    loose = f"coalesce(julianday({last}) - julianday({first}) > 366, 1)"
    return (loose, f"{first} IS NULL", first, last)


ORDER: dict[str, tuple[str, ...]] = {
    "articles": ("published_from IS NULL", "published_from", "article_id"),
    "statements": (*_by_day("said"), "article_id", '"start"', '"end"', "statement_id"),
    "events": (*_by_day("date"), "article_id", '"start"', '"end"', "event_id"),
    "figures": (*_by_day("date"), "article_id", '"start"', '"end"', "figure_id"),
    "mentions": ("article_id", '"start"', '"end" DESC', "actor_id"),
    "positions": (*_by_day("date"), "article_id", '"start"', "position_id"),
    "ballots": (*_by_day("date"), "article_id", '"start"', "ballot_id"),
    "times": ("article_id", '"start"', '"end"'),
    "sentences": ("article_id", '"start"'),
    "participants": ("article_id", "event_id", "side", "position"),
    "judgements": ("date", "rowid"),
    "amendments": ("date", "rowid"),
    "copies": ("origin_id", "article_id"),
    "origins": ("origin", "article_id"),
    "passages": ("article_id", '"start"'),
    "article_days": ("published_from IS NULL", "published_from", "published_to", "article_id"),
    "entry_days": ("article_id", "table_name", "entry_id"),
    "happenings": ("sort_key",),
    "happening_reports": ("happening_id", "article_id", "event_id"),
    "happening_values": ("happening_id", "field", "best DESC", "value"),
    "stories": ('"from" IS NULL', '"from"', '"to"', "story_id"),
    "story_articles": ("story_id", "article_id"),
    "utterances": (*_by_day("said"), "utterance_id"),
    "utterance_reports": ("utterance_id", "article_id", "statement_id"),
    "rejects": ("source", "reason"),
    "pages": ("source", "page_key"),
}
"""How each table's rows stand, whatever the order in which they were read."""

ID_COLUMN = {
    "articles": "article_id",
    "statements": "statement_id",
    "events": "event_id",
    "figures": "figure_id",
    "positions": "position_id",
    "ballots": "ballot_id",
    "happenings": "happening_id",
}
"""The tables whose rows `why` can be asked for, and their id columns."""
