"""Fits the weights by penalised logistic regression (scikit-learn, the extra `dragoman[council]`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dragoman.forecast.knowledge import Eve
from dragoman.forecast.rollcalls import CAMPS, RollCall, may_cast
from dragoman.forecast.weights import Weights
from dragoman.model import DragomanError

FIRST_YEAR = 1960
"""The first year of votes that are learned from."""
HALF_LIFE = 15.0
"""Years after which a vote weighs half in the fit."""
CAMP_PENALTY, BALLOT_PENALTY, QUARREL_PENALTY = 0.15, 1.0, 1.0
"""Inverse strength of the L2 penalty (scikit-learn's C)."""

Known = Sequence[tuple[RollCall, Eve]]


def fit(known: Known, year: int) -> Weights:
    """The weights for `year`, from the votes of the years before it. Raises `DragomanError` without scikit-learn."""
    usable = [(call, eve) for call, eve in known if FIRST_YEAR <= call.date.year < year]
    contested = [(call, eve) for call, eve in usable if call.contested]
    return Weights(
        year,
        _fitted(
            [(eve.quarrel, "contested" if call.contested else "agreed", _weight(call, year)) for call, eve in usable],
            QUARREL_PENALTY,
        ),
        _fitted([(eve.camp, call.camp, _weight(call, year)) for call, eve in contested], CAMP_PENALTY),
        {
            camp: _fitted(
                [
                    (eve.ballot[camp, member], ballot, _weight(call, year))
                    for call, eve in contested
                    if call.camp == camp
                    for member, ballot in call.ballots.items()
                    if len(may_cast(camp, member)) > 1
                ],
                BALLOT_PENALTY,
            )
            for camp in CAMPS
        },
    )


def _weight(call: RollCall, year: int) -> float:
    share: float = 0.5 ** ((year - call.date.year) / HALF_LIFE)
    return share


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
