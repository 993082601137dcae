"""Actors and what they did to each other by day as GraphML (graphml.graphdrawing.org), for Gephi, networkx, igraph.

Nodes are actors, edges happenings: an edge from each actor to each recipient, one between each two equals ("met"). A
happening with one party alone has no edge and is not in the graph; its actor is, where another edge names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import combinations, product
from typing import Any, NamedTuple, TextIO

from dragoman.exports.coding import plover_code
from dragoman.exports.jsonlines import utf8
from dragoman.extract.events.codes import event_types
from dragoman.record import Record
from dragoman.reference.folding import fold

Row = dict[str, Any]

NODE_KEYS = {"name": "string", "country": "string", "sector": "string", "kind": "string"}
EDGE_KEYS = {
    "day": "string", "date_from": "string", "date_to": "string", "type": "string", "mode": "string",
    "status": "string", "quad": "int", "weight": "int", "reports": "int", "place": "string", "mutual": "boolean",
    "happening_id": "string",
}  # fmt: skip
"""What nodes and edges hold, with GraphML's types. `weight` is the number of independent origins, `quad` PLOVER's class
from 1 (verbal cooperation) to 4 (material conflict); `day` is empty where it is not known exactly. GraphML's readers
want all edges directed or none: `mutual` is true where the direction means nothing, as of two who met."""

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-�\U00010000-\U0010ffff]")


class Node(NamedTuple):
    """An actor: its id in the record, or its folded words after `text:` where nobody is known by them."""

    id: str
    name: str
    country: str | None
    sector: str | None


class Edge(NamedTuple):
    """A happening between two nodes; `values` has `EDGE_KEYS`."""

    source: str
    target: str
    values: Row


def graph_nodes(record: Record, **asked: Any) -> dict[str, Node]:
    """The actors that stand at an edge, by id; of an actor's forms the first in the order of the happenings."""
    found: dict[str, Node] = {}
    for row in record.happenings(**asked):
        for one, other in _pairs(_parties(record, row)):
            found.setdefault(one.id, one)
            found.setdefault(other.id, other)
    return found


def graph_edges(record: Record, **asked: Any) -> Iterator[Edge]:
    """The happenings between two actors each, by day; `asked` is what `Record.happenings` takes."""
    for row in record.happenings(**asked):
        parties = _parties(record, row)
        values = _values(row, mutual=not parties["recipient"])
        for one, other in _pairs(parties):
            yield Edge(one.id, other.id, values)


def write_graphml(nodes: Iterable[Node], edges: Iterable[Edge], out: TextIO) -> int:
    """Writes nodes, then edges one at a time; gives how many edges there were. Unknown values are left out."""
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    for of, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        for name, kind in keys.items():
            out.write(f'<key id="{of}-{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>\n')
    out.write('<graph id="record" edgedefault="directed">\n')
    for node in nodes:
        kind = node.id.partition(":")[0]
        data = _data("node", {"name": node.name, "country": node.country, "sector": node.sector, "kind": kind})
        out.write(f'<node id="{_xml(node.id)}">{data}</node>\n')
    count = 0
    for edge in edges:
        data = _data("edge", edge.values)
        ends = f'source="{_xml(edge.source)}" target="{_xml(edge.target)}"'
        out.write(f'<edge id="e{count}" {ends}>{data}</edge>\n')
        count += 1
    out.write("</graph>\n</graphml>\n")
    return count


def _parties(record: Record, row: Row) -> dict[str, list[Node]]:
    found: dict[str, dict[str, Node]] = {"actor": {}, "recipient": {}}
    for p in record.sql(
        "SELECT side, text, actor_id, name, country, sector FROM participants WHERE article_id = ? AND event_id = ? "
        "ORDER BY side, position",
        (row["first_article_id"], row["first_event_id"]),
    ):
        id_ = p["actor_id"] or f"text:{fold(p['text'])}"
        found[p["side"]].setdefault(id_, Node(id_, p["name"] or p["text"], p["country"], p["sector"]))
    return {side: list(nodes.values()) for side, nodes in found.items()}


def _pairs(parties: dict[str, list[Node]]) -> Iterator[tuple[Node, Node]]:
    actors, recipients = parties["actor"], parties["recipient"]
    return product(actors, recipients) if recipients else combinations(actors, 2)


def _values(row: Row, *, mutual: bool) -> Row:
    exact = row["date_from"] if row["date_from"] == row["date_to"] else None
    code = plover_code({**row, "cameo": None}, all_statuses=True)
    quad = code.quad if code is not None and not code.translated else event_types()[row["type"]].quad
    return {
        "day": exact,
        "weight": row["origins"],
        "quad": quad,
        "place": row["place_name"],
        "mutual": mutual,
        **{k: row[k] for k in ("date_from", "date_to", "type", "mode", "status", "reports", "happening_id")},
    }


def _data(of: str, values: Row) -> str:
    return "".join(f'<data key="{of}-{k}">{_xml(_text(v))}</data>' for k, v in values.items() if v is not None)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _xml(text: str) -> str:
    """The text for XML 1.0, which has no form at all for most control characters."""
    return escape(_NOT_XML.sub("�", utf8(" ".join(text.split()))))
