"""Judgements: what a person decided on the actors of a record, and as whom each actor is shown because of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from dragoman.model import DragomanError, content_id

JudgementKind = Literal["merge", "split", "rename", "ignore"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision, made on a day (ISO), for a reason.

    - `merge`: what is told of `actor_id` is told of `into_id`.
    - `split`: in the article `article_id` it is not `actor_id` but `into_id`; without one, the merges into `actor_id`
      do not hold there.
    - `rename`: `actor_id` is shown by the name `name`.
    - `ignore`: `actor_id` is nobody.

    `name`, `country` and `sector` are those of `into_id`. `actor_name` is for people who read the judgement.
    """

    kind: JudgementKind
    actor_id: str
    date: str
    into_id: str | None = None
    article_id: str | None = None
    name: str | None = None
    country: str | None = None
    sector: str | None = None
    actor_name: str | None = None
    reason: str | None = None
    active: bool = True

    @property
    def id(self) -> str:
        """A hash of the kind, what it is about, and the day: the same decision has the same id in any record."""
        name = self.name if self.kind == "rename" else None
        about = (self.actor_id, self.into_id, self.article_id, name)
        return content_id("judgement", self.kind, *(part or "" for part in about), self.date)

    def __str__(self) -> str:
        where = f" in {self.article_id}" if self.article_id else ""
        into = {"merge": f" into {self.into_id}", "split": f" as {self.into_id}" if self.into_id else ""}
        return f"{self.kind} {self.actor_id}{into.get(self.kind, '')}{where}" + (
            f" to {self.name!r}" if self.kind == "rename" else ""
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """As whom an actor is shown; `id` is `None` for one that is ignored. What is `None` is left as it was read when
    `kept`, else it is unknown."""

    id: str | None
    name: str | None = None
    country: str | None = None
    sector: str | None = None
    kept: bool = True


class Judged:
    """What judgements come to together, the newest of several names (or splits in one article) counting.

    Those that are not active are left out. Give them in the order in which they were made.
    """

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self.merges: dict[str, Judgement] = {}
        self.splits: dict[tuple[str, str], Judgement] = {}
        self.names: dict[str, Judgement] = {}
        self.ignored: dict[str, Judgement] = {}
        for judgement in judgements:
            if not judgement.active:
                continue
            if judgement.kind == "merge":
                self.merges[judgement.actor_id] = judgement
            elif judgement.kind == "split":
                self.splits[judgement.actor_id, judgement.article_id or ""] = judgement
            elif judgement.kind == "rename":
                self.names[judgement.actor_id] = judgement
            else:
                self.ignored[judgement.actor_id] = judgement

    def shown(self, actor_id: str, article_id: str = "") -> Shown:
        """As whom the actor is shown in an article (in most of them, when none is named)."""
        return self._way(actor_id, article_id)[-1][0]

    def because(self, actor_id: str, article_id: str = "") -> list[Judgement]:
        """The judgements by which the actor is shown so, in the order in which they apply; none when it is as read."""
        return [judgement for _, judgement in self._way(actor_id, article_id) if judgement is not None]

    def through(self, actor_id: str, article_id: str = "") -> set[str]:
        """The actors by way of which it is shown so: itself, those it was merged into, the last."""
        return {shown.id for shown, _ in self._way(actor_id, article_id) if shown.id is not None}

    def _way(self, actor_id: str, article_id: str) -> list[tuple[Shown, Judgement | None]]:
        way: list[tuple[Shown, Judgement | None]] = [(Shown(actor_id), None)]
        while (step := self._next(way[-1][0], article_id)) is not None:
            if any(step[0].id == passed.id for passed, _ in way):
                break
            way.append(step)
        last = way[-1][0]
        if last.id in self.names:
            renamed = self.names[last.id]
            way.append((replace(last, name=renamed.name), renamed))
        return way

    def _next(self, here: Shown, article_id: str) -> tuple[Shown, Judgement] | None:
        if here.id is None:
            return None
        split = self.splits.get((here.id, article_id))
        if split is not None and split.into_id is not None:
            return Shown(split.into_id, split.name, split.country, split.sector, kept=False), split
        if here.id in self.ignored:
            return Shown(None, kept=False), self.ignored[here.id]
        merge = self.merges.get(here.id)
        if merge is None or self._holds_off(merge, article_id):
            return None
        return Shown(merge.into_id, merge.name, merge.country, merge.sector, here.kept), merge

    def _holds_off(self, merge: Judgement, article_id: str) -> bool:
        split = self.splits.get((merge.into_id or "", article_id))
        return split is not None and split.into_id is None

    def table(self) -> list[tuple[str, str, Shown]]:
        """(actor, article or "" for all others, as whom shown) for every actor that a judgement touches."""
        articles: dict[str, set[str]] = {}
        for actor_id, article_id in self.splits:
            articles.setdefault(actor_id, set()).add(article_id)
        touched = {*self.merges, *self.names, *self.ignored, *articles}
        rows = []
        for actor_id in sorted(touched):
            passed, where = actor_id, {""} | articles.get(actor_id, set())
            seen: set[str] = set()
            while passed in self.merges and passed not in seen:
                seen.add(passed)
                passed = self.merges[passed].into_id or ""
                where |= articles.get(passed, set())
            rows += [(actor_id, article_id, self.shown(actor_id, article_id)) for article_id in sorted(where)]
        return rows


def check(judgement: Judgement, made: Sequence[Judgement]) -> None:
    """Raises `DragomanError` when the judgement is not whole or contradicts the active ones that were made before."""
    needed = {"merge": ("into_id",), "split": ("article_id",), "rename": ("name",)}.get(judgement.kind, ())
    if judgement.kind not in get_args(JudgementKind):
        raise DragomanError(f"there is no judgement {judgement.kind!r}; there are {', '.join(get_args(JudgementKind))}")
    for field in ("actor_id", *needed):
        if not (getattr(judgement, field) or "").strip():
            raise DragomanError(f"a {judgement.kind} needs {field}")
    try:
        dt.date.fromisoformat(judgement.date)
    except ValueError:
        raise DragomanError(f"{judgement.date!r} is no day in ISO form (2012-02-04)") from None
    if not judgement.active:
        return
    before = [j for j in made if j.active and j.id != judgement.id]
    merges = {j.actor_id: j for j in before if j.kind == "merge"}
    held = merges.get(judgement.actor_id)
    if held is not None and judgement.kind != "split":
        raise DragomanError(
            f"{held.actor_id} is shown as {held.into_id} already; judge {held.into_id}, "
            f"or undo that first: `dragoman actors undo {held.id}`"
        )
    if judgement.kind == "merge":
        _check_merge(judgement, merges)


def _check_merge(judgement: Judgement, merges: dict[str, Judgement]) -> None:
    if judgement.actor_id == judgement.into_id:
        raise DragomanError(f"{judgement.actor_id} can't be merged into itself")
    passed = judgement.into_id or ""
    while passed in merges:
        back = merges[passed]
        passed = back.into_id or ""
        if passed == judgement.actor_id:
            raise DragomanError(
                f"{judgement.into_id} is merged into {judgement.actor_id} already, and both ways at once would be a "
                f"circle; undo that first: `dragoman actors undo {back.id}`"
            )
