"""Charts and their tables as answers: a specification for the browser, a picture where one can be drawn, a CSV."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from importlib.util import find_spec
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dragoman.exports import write_csv, write_jsonl
from dragoman.exports.charts import drawn, has_data
from dragoman.exports.jsonlines import utf8
from dragoman.exports.look import DARK, LIGHT, Look, Spec
from dragoman.web.asking import LONGEST_VALUE, count_of
from dragoman.web.exporting import KINDS, plain
from dragoman.web.freshness import fresh

Row = Mapping[str, Any]

NARROW = 560
"""A chart of fewer pixels than this is drawn as a narrow one."""
PICTURES = {"svg": "image/svg+xml", "png": "image/png"}
NOTHING: Spec = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json", "width": 320, "height": 60,
    "data": {"values": [{"words": "Nothing in this record to draw."}]},
    "mark": {"type": "text", "fontSize": 13, "color": "#777"}, "encoding": {"text": {"field": "words"}},
    "config": {"view": {"stroke": None}},
}  # fmt: skip
"""The picture of a chart that has nothing to show."""
CAN_DRAW = find_spec("vl_convert") is not None
"""Whether the extra `plot` is installed; without it a browser saves its own drawing."""


def look_of(request: Request) -> Look:
    """The look that an address asks for: `theme=dark`, `width` in pixels."""
    look = DARK if request.query_params.get("theme") == "dark" else LIGHT
    width = count_of(request.query_params.get("width"), otherwise=NARROW, most=4000)
    return replace(look, narrow=width < NARROW)


def chart(request: Request, spec: Spec, name: str) -> Response:
    """The answer to `…/chart.json`, `.svg` or `.png`; pictures and specifications that are saved are named."""
    ending, name = request.path_params["ending"], _plain(name)
    if ending == "json":
        saves = "save" in request.query_params
        saved = {"content-disposition": f'attachment; filename="{name}.vl.json"'} if saves else {}
        return fresh(request, json.dumps(spec, sort_keys=True).encode(), "application/json", headers=saved)
    if ending not in PICTURES or not CAN_DRAW:
        raise HTTPException(404)
    return Response(
        drawn(spec if has_data(spec) else NOTHING, f".{ending}"),
        media_type=PICTURES[ending],
        headers={"content-disposition": f'attachment; filename="{name}.{ending}"'},
    )


def table(request: Request, rows: Iterable[Row], columns: Sequence[str], name: str) -> Response:
    """The rows as a file: CSV that no spreadsheet takes for formulas, or what `as` in the address names of `KINDS`."""
    kind = word(request, "as", among=KINDS) or "csv"
    held = [{c: row.get(c) for c in columns} for row in rows]
    out = io.StringIO()
    if kind == "csv":
        write_csv(held, columns, out)
    elif kind == "jsonl":
        write_jsonl(held, columns, out)
    elif kind == "md":
        for line in (columns, ["---"] * len(columns), *([_cell(v) for v in row.values()] for row in held)):
            out.write(f"| {' | '.join(line)} |\n")
    content = _parquet(held, columns) if kind == "parquet" else utf8(out.getvalue()).encode()
    headers = {"content-disposition": f'attachment; filename="{_plain(name)}.{kind}"'}
    return Response(content, media_type=KINDS[kind], headers=headers)


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_cell(v) for v in value)
    return plain("" if value is None else str(value))


def _parquet(rows: list[dict[str, Any]], columns: Sequence[str]) -> bytes:
    """The rows with the types that their values have; a column of mixed ones as text."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrays = []
    for name in columns:
        values = [row[name] for row in rows]
        try:
            arrays.append(pa.array(values))
        except (pa.ArrowInvalid, pa.ArrowTypeError):
            arrays.append(pa.array([None if v is None else str(v) for v in values], pa.string()))
    out = io.BytesIO()
    pq.write_table(pa.table(arrays, names=list(columns)), out, compression="zstd")
    return out.getvalue()


def word(request: Request, name: str, *, among: Iterable[str] | None = None) -> str:
    """A value in an address, cleaned and not too long; empty when it is none of `among`."""
    value = "".join(c for c in request.query_params.get(name, "") if c.isprintable()).strip()[:LONGEST_VALUE]
    return value if among is None or value in among else ""


def _plain(name: str) -> str:
    """A file's name that any header and any disk can hold."""
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:60] or "chart"
