"""The shapes of states from Natural Earth, cut to a frame and laid flat; no more points than a screen can show.

The data keep borders that two states share as one arc (TopoJSON), so that neighbours stay neighbours when points are
left out. Every arc is thinned and every polygon cut before it is projected.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from dragoman.reference.packaged import packaged_bytes

Point = tuple[float, float]
Ring = list[Point]

ACROSS = 1200
"""A frame is so many units wide: finer steps than these are not drawn."""
WORLD_FROM = 150.0
"""Degrees of longitude from which on a frame is the whole world."""
ASPECT = 1.75
"""Width of a frame for its height."""
LEAST = 7.0
"""A frame is at least so many degrees wide."""
MARGIN = 0.18
"""Of its width, about the outermost place."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the earth as it is drawn: degrees, and whether it is the whole of it."""

    west: float
    south: float
    east: float
    north: float

    @property
    def is_world(self) -> bool:
        """True when nothing is cut."""
        return self.east - self.west >= WORLD_FROM

    def flat(self, lon: float, lat: float) -> Point:
        """Where a place lies: units to the right of the frame's west, and up from its south.

        A part of the earth lies in an equirectangular projection true at its middle, the whole in Equal Earth
        (Šavrič, Patterson and Jenny 2018).
        """
        if self.is_world:
            x, y = _equal_earth(lon, lat)
            return round(x * ACROSS / 5.41, 1), round(y * ACROSS / 5.41, 1)
        unit = ACROSS / ((self.east - self.west) * self._narrower)
        return round((lon - self.west) * self._narrower * unit, 1), round((lat - self.south) * unit, 1)

    @property
    def _narrower(self) -> float:
        return math.cos(math.radians((self.south + self.north) / 2))

    def holds(self, lon: float, lat: float) -> bool:
        """True for a place within."""
        return self.is_world or (self.west <= lon <= self.east and self.south <= lat <= self.north)


WORLD = Frame(-180.0, -58.0, 180.0, 84.0)


def frame_of(points: Iterable[Point]) -> Frame:
    """A frame about places (longitude, latitude), of the width for its height that maps have; the world for none."""
    given = list(points)
    if not given:
        return WORLD
    west, east = min(p[0] for p in given), max(p[0] for p in given)
    south, north = min(p[1] for p in given), max(p[1] for p in given)
    middle = ((west + east) / 2, (south + north) / 2)
    narrower = max(math.cos(math.radians(middle[1])), 0.2)
    wide = max((east - west) * (1 + 2 * MARGIN), (north - south) * (1 + 2 * MARGIN) * ASPECT / narrower, LEAST)
    if wide >= WORLD_FROM:
        return WORLD
    high = wide * narrower / ASPECT
    low = min(max(middle[1] - high / 2, -84.0), 84.0 - high)
    return Frame(middle[0] - wide / 2, low, middle[0] + wide / 2, low + high)


@lru_cache(maxsize=24)
def shapes(frame: Frame) -> tuple[tuple[str, str], ...]:
    """(ISO3, its GeoJSON geometry as JSON text) of each state in the frame, in its flat units."""
    step = (frame.east - frame.west) / ACROSS * (1.6 if frame.is_world else 1.0)
    arcs = dict(enumerate(_thinned(step)))
    found = []
    for iso3, polygons in _atlas()["states"].items():
        kept = []
        for polygon in polygons:
            whole = [_unwound(_ring(ring, arcs)) for ring in polygon]
            for turn in _turns(whole[0]):
                rings = [_flat(_cut([(x + turn, y) for x, y in ring], frame), frame) for ring in whole]
                if len(rings[0]) > 3:
                    kept.append([r for r in rings if len(r) > 3])
        if kept:
            geometry = {"type": "MultiPolygon", "coordinates": kept}
            found.append((str(iso3), json.dumps(geometry, separators=(",", ":"))))
    return tuple(found)


@cache
def outline_of(iso3: str) -> tuple[Point, ...]:
    """The corners of the box about a state's largest part; none for a state without a shape."""
    polygons = _atlas()["states"].get(iso3)
    if not polygons:
        return ()
    rings = [_ring(p[0], _decoded()) for p in polygons]
    ring = max(rings, key=lambda r: (max(x for x, _ in r) - min(x for x, _ in r)) * (
        max(y for _, y in r) - min(y for _, y in r)))  # fmt: skip
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (min(xs), min(ys)), (max(xs), max(ys))


@cache
def _atlas() -> dict[str, Any]:
    data = packaged_bytes("exports/data/countries.json.gz")
    atlas: dict[str, Any] = json.loads(gzip.decompress(data))
    return atlas


@cache
def _decoded() -> dict[int, Ring]:
    """Number of an arc -> its points in degrees."""
    atlas = _atlas()
    (kx, ky), (dx, dy) = atlas["scale"], atlas["translate"]
    decoded = {}
    for i, flat in enumerate(atlas["arcs"]):
        x = y = 0
        arc = []
        for j in range(0, len(flat), 2):
            x += flat[j]
            y += flat[j + 1]
            arc.append((x * kx + dx, y * ky + dy))
        decoded[i] = arc
    return decoded


def _thinned(step: float) -> Iterator[Ring]:
    """The arcs without the points that lie nearer than a step to the last one kept; ends stay."""
    for arc in _decoded().values():
        kept = [arc[0]]
        for point in arc[1:-1]:
            if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= step * 1.5:
                kept.append(point)
        yield [*kept, arc[-1]]


def _ring(numbers: Sequence[int], arcs: dict[int, Ring]) -> Ring:
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring


def _unwound(ring: Ring) -> Ring:
    """The ring without a leap from one side of the date line to the other: it may go beyond 180 degrees."""
    out = [ring[0]]
    turn = 0.0
    for before, here in pairwise(ring):
        if abs(here[0] - before[0]) > 180:
            turn += 360.0 if here[0] < before[0] else -360.0
        out.append((here[0] + turn, here[1]))
    return out


def _turns(ring: Ring) -> list[float]:
    """By how many degrees a ring must be turned for each of its parts to lie between -180 and 180."""
    turns = [0.0]
    if max(x for x, _ in ring) > 180.0:
        turns.append(-360.0)
    if min(x for x, _ in ring) < -180.0:
        turns.append(360.0)
    return turns


def _cut(ring: Ring, frame: Frame) -> Ring:
    """The ring within the frame (Sutherland and Hodgman 1974)."""
    sides = [(0, frame.west, 1), (0, frame.east, -1), (1, frame.south, 1), (1, frame.north, -1)]
    for axis, bound, sign in sides:
        if all(sign * (p[axis] - bound) >= 0 for p in ring):
            continue
        out: Ring = []
        for before, here in zip([ring[-1], *ring[:-1]], ring, strict=True) if ring else ():
            was, now = sign * (before[axis] - bound) >= 0, sign * (here[axis] - bound) >= 0
            if was != now:
                share = (bound - before[axis]) / (here[axis] - before[axis])
                cross = before[1 - axis] + share * (here[1 - axis] - before[1 - axis])
                out.append((bound, cross) if axis == 0 else (cross, bound))
            if now:
                out.append(here)
        ring = out
        if not ring:
            break
    return ring


def _flat(ring: Ring, frame: Frame) -> list[Point]:
    """Projected, without points that fall together, and closed."""
    out: list[Point] = []
    for lon, lat in ring:
        point = frame.flat(lon, lat)
        if not out or point != out[-1]:
            out.append(point)
    if out and out[0] != out[-1]:
        out.append(out[0])
    return out


def _equal_earth(lon: float, lat: float) -> Point:
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(lat)))
    t2 = theta * theta
    t6 = t2**3
    x = 2 * math.sqrt(3) * math.radians(lon) * math.cos(theta) / (
        3 * (9 * a4 * t6 * t2 + 7 * a3 * t6 + 3 * a2 * t2 + a1)
    )  # fmt: skip
    return x, theta * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))
