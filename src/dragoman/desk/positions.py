"""Where each stands and how that moved: positions asked of a record, a matrix of holders by date, and shifts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from dragoman.model import Interval
from dragoman.record import Record
from dragoman.record.filters import Some
from dragoman.reference.folding import fold

Row = dict[str, Any]

SIGNS = {
    "supports": 1, "demands": 1, "offers": 1, "opposes": -1, "threatens": -1, "threatens to veto": -1,
    "conditions": 0, "undecided": 0, "abstains": 0,
}  # fmt: skip
"""For, against, or open. `threatens` is here what is threatened against somebody: hostile, so against."""
OTHER = "other"
SIDES = {1: "for", 0: "open", -1: "against"}
REPORTED_WEIGHT = 0.5
"""What another says of a holder's position counts half of the holder's own words (a choice; not calibrated)."""
MOST_COLUMNS = 8
"""A matrix has so many dates at most: by day where that is enough, else by month, else by year."""

POSITION_COLUMNS = (
    "date", "holder", "stance", "issue", "about", "label", "own", "reported_by", "sentence", "confidence", "date_from",
    "date_to", "holder_id", "holder_country", "evidence", "position_id", "article_id",
)  # fmt: skip
SHIFT_COLUMNS = (
    "holder", "issue", "about", "before", "after", "from_side", "to_side", "date_before", "date_after", "sure",
    "sentence_before", "sentence_after", "position_before", "position_after", "holder_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shift:
    """A holder's change of side on an issue: the last position before it and the first after it.

    `sure` is the chance that both sides were read right, from 0 to 1: each side counts the articles that tell it, and
    what others report for half. It says nothing of positions that the record does not hold.
    """

    before: Row
    after: Row
    sure: float

    def as_row(self) -> Row:
        """Its columns, as `SHIFT_COLUMNS` has them."""
        b, a = self.before, self.after
        return {
            "holder": a["holder"], "issue": a["issue"], "about": a["about"],
            "before": b["stance"], "after": a["stance"],
            "from_side": SIDES[sign_of(b)], "to_side": SIDES[sign_of(a)], "date_before": b["date"],
            "date_after": a["date"], "sure": self.sure, "sentence_before": b["sentence"],
            "sentence_after": a["sentence"], "position_before": b["position_id"], "position_after": a["position_id"],
            "holder_id": a["holder_id"],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One holder on one issue: for each date of the matrix its positions, the surest own word first."""

    holder: str
    issue: str
    about: str | None
    cells: tuple[tuple[Row, ...], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Holders by date. `dates` are ISO days, months or years, then an empty one for what has no date."""

    dates: tuple[str, ...]
    lines: tuple[Line, ...]


def positions(
    record: Record,
    *,
    actor: Some = None,
    about: str | None = None,
    issue: Some = None,
    stance: Some = None,
    first: str | None = None,
    last: str | None = None,
    own: bool = False,
) -> list[Row]:
    """The positions that answer, by day.

    `about` is a state (by name or ISO3) that the issue is about, or words of the sentence or headline; `issue` a kind
    ("draft resolution") or words of the issue's label; `own` leaves out what others report. Each row says in `own`
    whether the holder said or did it, and in `reported_by` the name of who tells it otherwise.
    """
    rows = list(record.positions(actor=actor, type=stance, first=first, last=last).rows())
    if about:
        codes = set(_codes(record, about))
        found = {(r["article_id"], r["position_id"]) for r in record.positions(about=about).rows()}
        rows = [r for r in rows if r["issue_about"] in codes or (r["article_id"], r["position_id"]) in found]
    wanted = [fold(w) for w in ([issue] if isinstance(issue, str) else issue or ())]
    if wanted:
        rows = [r for r in rows if any(_is_issue(r, w) for w in wanted)]
    tellers = _tellers(record, rows)
    told = [_told(r, tellers) for r in rows]
    return [r for r in told if r["own"] or not own]


def matrix(rows: Sequence[Row]) -> Matrix:
    """Holders by date, a line a holder and issue; holders in the order of their names, dates in order."""
    size = next((s for s in (10, 7) if len({_cut(r, s) for r in rows} - {""}) <= MOST_COLUMNS), 4)
    dates = tuple(sorted({_cut(r, size) for r in rows}, key=lambda d: (not d, d)))
    lines = []
    for (_, issue, about), group in groupby(sorted(rows, key=_line_key), key=_line_key):
        here = list(group)
        cells = tuple(tuple(sorted((r for r in here if _cut(r, size) == d), key=_surest)) for d in dates)
        lines.append(Line(here[0]["holder"], issue, about or None, cells))
    return Matrix(dates, tuple(lines))


def shifts(rows: Iterable[Row]) -> list[Shift]:
    """Where a holder's side on an issue changed, the surest first. Positions without a day tell of no change."""
    dated = [r for r in rows if r["date_from"] is not None and r["date_to"] is not None]
    found: list[Shift] = []
    for _, group in groupby(sorted(dated, key=_line_key), key=_line_key):
        runs: list[list[Row]] = []
        for day in _days(list(group)):
            if runs and sign_of(runs[-1][0]) == sign_of(day[0]):
                runs[-1].extend(day)
            else:
                runs.append(day)
        for before, after in pairwise(runs):
            if before[-1]["date_to"] < after[0]["date_from"]:
                sure = round(_strength(before) * _strength(after), 2)
                found.append(Shift(_surest_of(before), _surest_of(after), sure))
    return sorted(found, key=lambda s: (-s.sure, s.after["date_from"], s.after["holder"], s.after["position_id"]))


def sign_of(row: Row) -> int:
    """1 for, -1 against, 0 open."""
    return SIGNS.get(row["stance"], 0)


def _codes(record: Record, about: str) -> list[str]:
    """The ISO3 codes of the states that `about` names, among those that the record's positions are about."""
    named = fold(about.strip().strip('"'))
    known = record.sql(
        "SELECT DISTINCT issue_about AS iso3, m.actor_name AS name FROM positions "
        "LEFT JOIN mentions m ON m.actor_id = 'state:' || issue_about WHERE issue_about IS NOT NULL ORDER BY 1, 2"
    )
    return [str(r["iso3"]) for r in known if named in {fold(str(r["iso3"])), fold(r["name"] or "")}]


def _is_issue(row: Row, wanted: str) -> bool:
    return wanted == fold(row["issue_kind"]) or wanted in fold(f"{row['issue_kind']} {row['issue_label'] or ''}")


def _tellers(record: Record, rows: Sequence[Row]) -> dict[tuple[str, str], str]:
    """Who tells what is reported: (article, statement) -> the speaker's name, or the words of the source."""
    wanted = {(r["article_id"], r["reported_by"]) for r in rows if r["reported_by"] is not None}
    if not wanted:
        return {}
    statements = record.sql(
        "SELECT s.article_id, s.statement_id, coalesce(s.speaker_name, s.source_text, '') AS name FROM statements s "
        "JOIN positions p ON p.article_id = s.article_id AND p.reported_by = s.statement_id"
    )
    return {(s["article_id"], s["statement_id"]): s["name"] for s in statements}


def _told(row: Row, tellers: dict[tuple[str, str], str]) -> Row:
    teller = row["reported_by"]
    return {
        "date": _day_text(row), "holder": row["holder_name"], "stance": row["stance"], "issue": row["issue_kind"],
        "about": row["issue_about"], "label": row["issue_label"], "own": teller is None,
        "reported_by": None if teller is None else tellers.get((row["article_id"], teller)) or "an unnamed source",
        **{k: row[k] for k in ("sentence", "confidence", "date_from", "date_to", "holder_id", "holder_country",
                               "evidence", "position_id", "article_id")},
    }  # fmt: skip


def _day_text(row: Row) -> str:
    first, last = row["date_from"], row["date_to"]
    if first is None and last is None:
        return ""
    if first is not None and last is not None:
        for short in (first, first[:7], first[:4]):
            if Interval.parse(short).iso == [first, last]:
                return str(short)
    return f"{first or '..'}/{last or '..'}"


def _cut(row: Row, size: int) -> str:
    """The day of a row, or the month or year that its Interval lies in, no finer than `size` characters of an ISO date;
    empty when it has none that narrow."""
    first, last = row["date_from"], row["date_to"]
    if first is None or last is None:
        return ""
    return next((str(first[:s]) for s in (10, 7, 4) if s <= size and first[:s] == last[:s]), "")


def _line_key(row: Row) -> tuple[str, str, str]:
    """Holder, issue and what it is about; an issue of no known kind is its own words."""
    issue = row["issue"] if row["issue"] != OTHER else fold(row["label"] or "")
    return (fold(row["holder"] or "") + "\x1f" + row["holder_id"], issue, row["about"] or "")


def _surest(row: Row) -> tuple[bool, float, str]:
    return (not row["own"], -row["confidence"], row["position_id"])


def _surest_of(rows: Sequence[Row]) -> Row:
    return min(rows, key=_surest)


def _days(rows: list[Row]) -> list[list[Row]]:
    """The rows of one line by date, those of each date on the side that weighs most; a draw of sides is no side."""
    out = []
    for _, group in groupby(sorted(rows, key=lambda r: (r["date_to"], r["date_from"], r["position_id"])), _when):
        here = list(group)
        weights = {sign: sum(_weight(r) for r in here if sign_of(r) == sign) for sign in (1, 0, -1)}
        most = max(weights.values())
        if list(weights.values()).count(most) == 1:
            out.append([r for r in here if weights[sign_of(r)] == most])
    return out


def _when(row: Row) -> tuple[str, str]:
    return (row["date_from"], row["date_to"])


def _weight(row: Row) -> float:
    return float(row["confidence"]) * (1.0 if row["own"] else REPORTED_WEIGHT)


def _strength(rows: Sequence[Row]) -> float:
    """The chance that one of the articles that tell a side is read right: each by its surest row."""
    best: dict[str, float] = {}
    for row in rows:
        best[row["article_id"]] = max(best.get(row["article_id"], 0.0), _weight(row))
    wrong = 1.0
    for article in sorted(best):
        wrong *= 1.0 - best[article]
    return 1.0 - wrong
