"""How charts look: colours for light and dark ground, told apart also by who sees few of them, and what is narrow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Spec = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"


@dataclass(frozen=True, slots=True)
class Look:
    """Colours of one ground. `narrow` is for less than about 560 pixels: short labels, legends beneath."""

    ground: str
    ink: str
    soft: str
    hair: str
    land: str
    quads: tuple[str, str, str, str]
    """Verbal and material cooperation, verbal and material conflict."""
    stances: Mapping[str, str]
    ballots: Mapping[str, str]
    many: tuple[str, ...]
    """For names without an order."""
    shades: tuple[str, str]
    """From few to many."""
    narrow: bool = field(default=False, kw_only=True)


LIGHT = Look(
    ground="#ffffff", ink="#1f1c18", soft="#58534a", hair="#dcd7cb", land="#ece8de",
    quads=("#7fb0d6", "#1f5f99", "#e59a7d", "#a1302a"),
    stances={
        "supports": "#2166ac", "demands": "#4393c3", "offers": "#92c5de", "opposes": "#b2182b", "threatens": "#d6604d",
        "threatens to veto": "#67001f", "conditions": "#e6b800", "undecided": "#bdbdbd", "abstains": "#7f7f7f",
    },
    ballots={"yes": "#2b6ea3", "abstain": "#a8a294", "no": "#a1302a"},
    many=("#2b6ea3", "#b5541f", "#2c7a55", "#7a4f9a", "#a8326b", "#7d6a12", "#3d7f8c", "#5b5b5b"),
    shades=("#e3dccb", "#a98d5d"),
)  # fmt: skip
DARK = Look(
    ground="#131416", ink="#e8e4db", soft="#b0aaa0", hair="#36363a", land="#26272b",
    quads=("#5f96c4", "#b8dcf8", "#b5604c", "#f6a596"),
    stances={
        "supports": "#5b9bd5", "demands": "#8cbce6", "offers": "#c2dff4", "opposes": "#e0655f", "threatens": "#f0a07f",
        "threatens to veto": "#ff5f86", "conditions": "#e6c34a", "undecided": "#77746e", "abstains": "#b5b1a8",
    },
    ballots={"yes": "#6aaee0", "abstain": "#8a857b", "no": "#ee7f74"},
    many=("#7cb8ea", "#ee9a62", "#7ccba4", "#c3a2e2", "#ef8fb8", "#d8c463", "#86cbd6", "#b9b5ad"),
    shades=("#33312b", "#94804f"),
)  # fmt: skip


def dressed(spec: Spec, look: Look) -> Spec:
    """The specification with its schema and the configuration of a look."""
    text: Spec = {"labelColor": look.soft, "titleColor": look.soft, "labelFontSize": 11, "titleFontSize": 11}
    text["titleFontWeight"] = "normal"
    axis = {**text, "gridColor": look.hair, "domainColor": look.hair, "tickColor": look.hair}
    legend: Spec = {**text, "labelLimit": 220}
    if look.narrow:
        legend |= {
            "orient": "bottom", "columns": 2, "labelLimit": 130,
            "layout": {"bottom": {"direction": "vertical", "anchor": "start"}},
        }  # fmt: skip
    return {
        "$schema": SCHEMA,
        **spec,
        "config": {
            "background": look.ground,
            "font": "system-ui, 'Liberation Sans', sans-serif",
            "view": {"stroke": None},
            "axis": axis,
            "axisY": {"labelLimit": 110 if look.narrow else 320},
            "legend": legend,
            "text": {"color": look.ink, "fontSize": 11, "strokeJoin": "round"},
            "rule": {"color": look.soft},
            **spec.get("config", {}),
        },
    }


_SHORT_DAYS = {"year": "%b %Y", "quarter": "%b %Y", "month": "%b %Y", "week": "%e %b", "date": "%e %b"}
"""Labels where there is little room: the month, and the day only where ticks are days."""


def days_axis(field_: str, look: Look, **more: Any) -> Spec:
    """An x of ISO days, which are the same days wherever the chart is looked at."""
    axis: Spec = {
        "format": _SHORT_DAYS if look.narrow else "%e %b %Y", "labelOverlap": "greedy", "labelSeparation": 12,
        "labelFlush": True, "tickCount": 4 if look.narrow else 8,
    }  # fmt: skip
    return {"field": field_, "type": "temporal", "title": None, "scale": {"type": "utc"}, "axis": axis, **more}


def tips(*pairs: tuple[str, str]) -> list[Spec]:
    """What a pointer is told: (field, word) pairs, all as text."""
    return [{"field": name, "type": "nominal", "title": word} for name, word in pairs]
