"""Fits the weights by penalised logistic regression (scikit-learn, the extra `dragoman[council]`).

Camps and ballots are conditional logit models (McFadden 1974): one weight for a share, whichever camp or ballot it is
the share of, so that the few votes of a rare camp need not tell it anew. Such a model says of any two answers that the
odds between them are logistic in the difference of their features, and so it is fitted: what was chosen against each
that was open.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dragoman.forecast.features import CAMP, MEMBER, OF_BALLOTS, OF_CAMPS
from dragoman.forecast.knowledge import Eve
from dragoman.forecast.rollcalls import CAMPS, KINDS, SIDES, RollCall, may_cast, side_of
from dragoman.forecast.weights import Lines, Weights
from dragoman.model import DragomanError

FIRST_YEAR = 1960
"""The first year of votes that are learned from."""
HALF_LIFE = 15.0
"""Years after which a vote weighs half in the fit."""
CAMP_PENALTY, BALLOT_PENALTY, QUARREL_PENALTY = 0.25, 0.1, 1.0
"""Inverse strength of the L2 penalty (scikit-learn's C)."""
CAMP_SCALE, VOTES_SCALE, MEMBER_SCALE = 1.1, 0.55, 0.5
"""What a feature is multiplied by in the fit: small ones are penalised more. Of a camp's constant, of how often the
topic was contested, of what is known of a member."""

Known = Sequence[tuple[RollCall, Eve]]


def fit(known: Known, year: int) -> Weights:
    """The weights for `year`, from the votes of the years before it. Raises `DragomanError` without scikit-learn."""
    usable = [(call, eve) for call, eve in known if FIRST_YEAR <= call.date.year < year]
    contested = [(call, eve) for call, eve in usable if call.contested]
    quarrels = [(eve.quarrel, "contested" if call.contested else "agreed", _weight(call, year)) for call, eve in usable]
    return Weights(year, _fitted(quarrels, QUARREL_PENALTY), _camps(contested, year), _ballots(contested, year))


def _weight(call: RollCall, year: int) -> float:
    share: float = 0.5 ** ((year - call.date.year) / HALF_LIFE)
    return share


def _camps(contested: Known, year: int) -> Lines:
    """A line of weights a camp: its constant and weight of the votes on the topic, the common weights of its shares."""
    slopes = len(OF_CAMPS)
    rows, weights = [], []
    for call, eve in contested:
        open_to = {camp: _of_camp(eve.camp, i) for i, camp in enumerate(CAMPS)}
        for camp, vector in open_to.items():
            if camp != call.camp:
                rows.append([a - b for a, b in zip(open_to[call.camp], vector, strict=True)])
                weights.append(_weight(call, year))
    found = _preferred(rows, weights, CAMP_PENALTY) or [0.0] * (slopes + 2 * len(CAMPS))
    lines = {}
    for i, camp in enumerate(CAMPS):
        line = [CAMP_SCALE * found[slopes + 2 * i], VOTES_SCALE * found[slopes + 2 * i + 1], *[0.0] * (len(CAMP) - 2)]
        for j in range(slopes):
            line[2 + j * len(CAMPS) + i] = found[j]
        lines[camp] = tuple(line)
    return lines


def _of_camp(features: Sequence[float], i: int) -> list[float]:
    """The features of one camp, laid out for a fit of common weights: its shares, then a place for each camp."""
    own = [0.0] * (2 * len(CAMPS))
    own[2 * i : 2 * i + 2] = CAMP_SCALE * features[0], VOTES_SCALE * features[1]
    return [*features[2 + i :: len(CAMPS)], *own]


def _ballots(contested: Known, year: int) -> dict[str, Lines]:
    """A line of weights a camp and kind of ballot: of the shares common to all, of the member common to a side."""
    rows, weights = [], []
    for call, eve in contested:
        for member, ballot in call.ballots.items():
            possible = may_cast(call.camp, member)
            features = eve.ballot[call.camp, member]
            for kind in possible:
                if kind != ballot:
                    rows.append(_of_ballot(features, call.camp, ballot, kind))
                    weights.append(_weight(call, year))
    size = len(OF_BALLOTS) + len(KINDS[1:]) * (len(CAMPS) + len(SIDES) * len(MEMBER[1:]))
    found = _preferred(rows, weights, BALLOT_PENALTY) or [0.0] * size
    return {camp: {kind: _line(found, camp, kind) for kind in KINDS} for camp in CAMPS}


def _of_ballot(features: Sequence[float], camp: str, cast: str, other: str) -> list[float]:
    """How the ballot that was cast differs from another, laid out for a fit of common weights."""
    shares = features[len(MEMBER) :]
    found = [
        shares[len(KINDS) * j + KINDS.index(cast)] - shares[len(KINDS) * j + KINDS.index(other)]
        for j in range(len(OF_BALLOTS))
    ]
    for kind in KINDS[1:]:
        sign = MEMBER_SCALE * ((kind == cast) - (kind == other))
        found += [sign * (c == camp) for c in CAMPS]
        found += [sign * (s == side_of(camp)) * f for s in SIDES for f in features[1 : len(MEMBER)]]
    return found


def _line(found: Sequence[float], camp: str, kind: str) -> tuple[float, ...]:
    """The weights of a kind of ballot in a camp, over `features.BALLOT`; the others are held against a yes."""
    own = [0.0] * len(MEMBER)
    if kind != "yes":
        width = len(CAMPS) + len(SIDES) * len(MEMBER[1:])
        start = len(OF_BALLOTS) + KINDS[1:].index(kind) * width
        own[0] = found[start + CAMPS.index(camp)]
        side = start + len(CAMPS) + SIDES.index(side_of(camp)) * len(MEMBER[1:])
        own[1:] = found[side : side + len(MEMBER[1:])]
    shares = [found[j] * (k == kind) for j in range(len(OF_BALLOTS)) for k in KINDS]
    return (*(MEMBER_SCALE * w for w in own), *shares)


def _preferred(rows: list[list[float]], weights: list[float], penalty: float) -> list[float]:
    """The weights by which what was chosen is preferred: `rows` are its features less those of what was not.

    Every other row is turned round, for a regression needs both answers; empty when there are not two.
    """
    if len(rows) < 2:
        return []
    turned = [1 if i % 2 else -1 for i in range(len(rows))]
    model = _regression()(C=penalty, fit_intercept=False, solver="newton-cholesky", max_iter=500)
    model.fit([[t * f for f in row] for t, row in zip(turned, rows, strict=True)], turned, sample_weight=weights)
    found: list[float] = model.coef_[0].tolist()
    return found


def _fitted(rows: list[tuple[Sequence[float], str, float]], penalty: float) -> dict[str, tuple[float, ...]]:
    """A line of weights an answer. The first feature is the constant, which is not penalised."""
    answers = sorted({answer for _, answer, _ in rows})
    if len(answers) < 2:
        return {a: (0.0,) * len(rows[0][0]) for a in answers}
    model = _regression()(C=penalty, solver="newton-cholesky", max_iter=500)
    model.fit([f[1:] for f, _, _ in rows], [a for _, a, _ in rows], sample_weight=[w for _, _, w in rows])
    constants, slopes = model.intercept_.tolist(), model.coef_.tolist()
    if len(answers) == 2:
        return {answers[0]: (0.0,) * (len(slopes[0]) + 1), answers[1]: (constants[0], *slopes[0])}
    return {a: (c, *s) for a, c, s in zip(model.classes_.tolist(), constants, slopes, strict=True)}


def _regression() -> Any:
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise DragomanError("refitting needs scikit-learn: pip install 'dragoman[council]'") from error
    return LogisticRegression
