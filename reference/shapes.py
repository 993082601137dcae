"""Makes src/dragoman/exports/data/countries.json.gz: the shapes of states for the map, from Natural Earth.

    npm install world-atlas@2.0.2 i18n-iso-countries
    python reference/shapes.py node_modules/world-atlas/countries-50m.json node_modules/i18n-iso-countries/codes.json

world-atlas is Natural Earth 4.1, 1:50m, admin 0 (public domain) as TopoJSON; the other file says which numeric ISO 3166
code is which ISO3. The topology is kept, so that neighbours share their border whatever is simplified later.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

OUT = Path(__file__).parent.parent / "src" / "dragoman" / "exports" / "data" / "countries.json.gz"
UNCODED = {"Kosovo": "XKX", "Somaliland": "SOM", "N. Cyprus": "CYP"}
"""Shapes without a code: to the code that this project uses, or the state that most others count the area to."""
LEFT_OUT = {"ATA"}
"""Antarctica would take a third of a map on which nothing happens."""


def main(atlas: Path, codes: Path) -> None:
    """Reads the two files and writes the packaged one."""
    iso3 = {numeric: code for _, code, numeric, *_ in json.loads(codes.read_text(encoding="utf-8"))}
    world = json.loads(atlas.read_text(encoding="utf-8"))
    states: dict[str, list[list[list[int]]]] = {}
    used: dict[int, int] = {}
    for shape in world["objects"]["countries"]["geometries"]:
        code = iso3.get(shape.get("id", "")) or UNCODED.get(shape["properties"]["name"])
        if code is None or code in LEFT_OUT:
            continue
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        states.setdefault(code, []).extend([[_renumbered(ring, used) for ring in polygon] for polygon in polygons])
    arcs = [[n for point in world["arcs"][old] for n in point] for old in used]
    made: dict[str, Any] = {"scale": world["transform"]["scale"], "translate": world["transform"]["translate"]}
    text = json.dumps(made | {"arcs": arcs, "states": dict(sorted(states.items()))}, separators=(",", ":"))
    OUT.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{OUT}: {len(states)} states, {len(arcs)} arcs, {OUT.stat().st_size:,} bytes")


def _renumbered(ring: list[int], used: dict[int, int]) -> list[int]:
    """Arcs by their new numbers; one that is walked backwards stays so (TopoJSON: its number's complement)."""
    return [used.setdefault(a, len(used)) if a >= 0 else ~used.setdefault(~a, len(used)) for a in ring]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
