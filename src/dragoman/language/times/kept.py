"""A time expression kept as it was said, as a line of JSON, to be resolved again when its day is better known."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from typing import Any

from dragoman.language.times.expressions import Expression
from dragoman.model import Span
from dragoman.model.reading import TimexType

_ELSEWHERE = ("span", "type")
"""Fields that stand in the Time itself."""
_DEFAULTS: dict[str, Any] = {
    f.name: None if f.default is MISSING else f.default for f in fields(Expression) if f.name not in _ELSEWHERE
}


def keep(expression: Expression) -> str:
    """What the expression means, without its Span and type: the fields that say something, as compact JSON."""
    said = {name: value for name, default in _DEFAULTS.items() if (value := getattr(expression, name)) != default}
    return json.dumps(said, separators=(",", ":"), ensure_ascii=False)


def expression_of(said: str, span: Span, type: TimexType) -> Expression | None:
    """The expression that was kept; `None` for a text that `keep` of this version did not make."""
    try:
        meaning = json.loads(said)
    except ValueError:
        return None
    if not isinstance(meaning, dict) or "kind" not in meaning or not meaning.keys() <= _DEFAULTS.keys():
        return None
    return Expression(span=span, type=type, **meaning)
