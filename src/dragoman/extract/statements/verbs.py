"""Verbs as cues: every construction in which a verb can carry a content, one candidate each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from dragoman.extract.statements.candidate import Candidate
from dragoman.extract.statements.cuespan import quotes, verb_group
from dragoman.extract.statements.marks import goes_on, is_free_relative, is_occasion, marks_of, speaks_for_itself
from dragoman.extract.statements.sources import is_passive, own_subject, source_of_verb, sources_above
from dragoman.extract.statements.tree import Range, Tree

_CLAUSES = {"ccomp", "advcl", "acl", "relcl", "parataxis", "conj", "dep", "csubj", "csubjpass"}
_INTRODUCERS = {"that", "if", "whether", "how", "why", "what", "where", "when", "who"}
_OBJECTS = {"dobj", "attr", "dative"}
_SKIPPED = {"punct", "cc", "aux", "auxpass", "neg", "prt", "intj", "mark"}
_WHEN = {"during", "after", "before", "following", "since", "until"}
"""Prepositions of time: what they govern is no content."""
_TOLD = {"ccomp", "xcomp", "dobj", "advcl"}
"""With one of these after it, the verb of "as activists said" has a content of its own."""
_SUBJECTS = {"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"}


class Maker(Protocol):
    """Makes a candidate of the verb: its frame, content, the content's head, and what else belongs to the cue."""

    def __call__(self, frame: str, content: list[Range], content_head: int | None, *cue: Range) -> Candidate: ...


def candidates(tree: Tree, verb: int) -> Iterator[Candidate]:
    """All readings of the verb as a cue."""
    if quotes(tree, verb) or is_free_relative(tree, verb):
        return
    source = source_of_verb(tree, verb)
    ranges, head, how = source if source is not None else ([], None, "none")
    group = verb_group(tree, verb)
    marks = marks_of(tree, verb)

    def make(frame: str, content: list[Range], content_head: int | None, *cue: Range) -> Candidate:
        c = Candidate(tree, verb, frame, [group, *cue], ranges, content, head, how, content_head)
        c.marks = marks
        return c

    passive = is_passive(tree, verb)
    after = [k for k in tree.kids[verb] if k > verb and tree.dep[k] not in _SKIPPED and tree.dep[k] not in _SUBJECTS]
    yield from _complements(tree, verb, after, make)
    for above in sources_above(tree, verb, head):
        ranges, head, how = above
        yield from _complements(tree, verb, after, make)
    ranges, head, how = source if source is not None else ([], None, "none")
    if passive:
        yield from _passive(tree, verb, after, make)
    yield from _raised(tree, verb, make)
    yield from _clear(tree, verb, make)
    yield from _outside(tree, verb, make)


def _mark(tree: Tree, clause: int) -> str:
    """What introduces a clause: `that`, `if` …, `to`, `ing`, `bare`."""
    first = tree.low[tree.left[clause]]
    if first in _INTRODUCERS:
        return first
    for k in tree.kids[clause]:
        if k >= clause:
            break
        if tree.dep[k] == "mark":
            return tree.low[k]
        if tree.dep[k] == "aux" and tree.low[k] == "to":
            return "to"
    return "ing" if tree.tag[clause] == "VBG" else "bare"


def _complements(tree: Tree, verb: int, after: list[int], make: Maker) -> Iterator[Candidate]:
    dobj = next((k for k in after if tree.dep[k] in _OBJECTS), None)
    end = _end_of_phrase(tree, verb)
    for n, k in enumerate(after):
        dep = tree.dep[k]
        stretch = (tree.left[k], tree.right[k])
        if dep in _CLAUSES and tree.tag[k] != "":
            mark = _mark(tree, k)
            if dep in {"ccomp"} or (mark in _INTRODUCERS and dep in {"advcl", "dep", "conj", "acl", "relcl"}):
                frame = "clause" if mark in {"that", "bare"} else mark if mark in {"to", "ing"} else "wh"
                first = stretch[0]
                if tree.lemma[verb] == "make" and tree.low[first] in {"clear", "plain"} and first < k:
                    yield make("clear", [(first + 1, stretch[1])], k, (first, first))
                    continue
                if mark in {"to", "bare", "ing"} and dobj is None and own_subject(tree, k) is not None:
                    frame = {"to": "np+to", "ing": "np+ing", "bare": "clause"}[mark]
                yield make(frame, [(first, _with_siblings(tree, verb, k, mark))], k)
            elif dep == "advcl" and tree.low[stretch[0]] == "for" and own_subject(tree, k) is not None:
                # "called for the king to step down"
                yield make("for+to", [(stretch[0] + 1, stretch[1])], k, (stretch[0], stretch[0]))
            elif dep == "advcl" and mark in {"to", "bare", "ing"} and dobj is None and n == 0:
                yield make("advcl", [stretch], k)
            elif dep == "advcl" and mark == "to" and dobj is not None:
                yield make("np+to", [(tree.left[dobj], stretch[1])], k)
        elif dep == "xcomp":
            mark = _mark(tree, k)
            if dobj is not None and dobj < k:
                yield make("np+" + (mark if mark in {"to", "ing"} else "x"), [(tree.left[dobj], stretch[1])], k)
            elif mark in {"to", "ing"}:
                yield make(mark, [stretch], k)
            else:
                yield make("xcomp", [stretch], k)
        elif dep in {"acomp", "oprd"}:
            if dobj is not None and dobj < k:
                yield make("np+pred", [(tree.left[dobj], stretch[1])], k)
            else:
                yield make("pred", [stretch], k)
        elif dep in _OBJECTS and speaks_for_itself(tree, k):
            continue
        elif dep in _OBJECTS:
            yield make("obj", [stretch], k)
            later = [j for j in after if j > k and tree.dep[j] in {"prep", "advcl", "acl", "dative", "agent"}]
            if later and tree.dep[later[0]] == "prep":
                prep = later[0]
                yield make("np+" + tree.low[prep], [(stretch[0], tree.right[prep])], k)
                if end > tree.right[prep]:
                    c = make("np+" + tree.low[prep], [(stretch[0], end)], k)
                    c.notes = ["more", f"more|{tree.dep[later[1]] if len(later) > 1 else 'other'}"]
                    if len(later) > 1:
                        c.notes = [*c.notes, f"more|{tree.low[later[1]]}"]
                    yield c
            yield from _light(tree, k, make)
        elif dep == "prep" and (tree.low[k] in _WHEN or is_occasion(tree, k)):
            yield from _after_occasion(tree, k, make)
        elif dep in {"prep", "agent"}:
            yield from _prepositional(tree, verb, k, dobj, end, make)
        elif dep == "npadvmod" and n == 0 and tree.quote[k] < 0:
            continue


def _after_occasion(tree: Tree, prep: int, make: Maker) -> Iterator[Candidate]:
    """ "Told him during a telephone call that …": the clause that the parser hangs on the occasion."""
    level = [prep]
    for _ in range(6):
        level = [k for i in level for k in tree.kids[i] if k > i]
        for k in level:
            if tree.dep[k] in {"acl", "ccomp", "relcl", "advcl"} and _mark(tree, k) == "that":
                if tree.kid(k, "nsubj", "nsubjpass") not in {None, tree.left[k]}:
                    yield make("clause", [(tree.left[k], tree.right[k])], k)
                    return


def _clear(tree: Tree, verb: int, make: Maker) -> Iterator[Candidate]:
    """ "Made clear that", "made it plain that"."""
    if tree.lemma[verb] != "make":
        return
    for k in tree.kids[verb]:
        if k > verb and tree.low[k] in {"clear", "plain"}:
            for told in (*tree.kids[k], *tree.kids[verb]):
                if told > k and tree.dep[told] in {"ccomp", "advcl", "xcomp"}:
                    c = make("clear", [(tree.left[told], tree.right[told])], told, (k, k))
                    yield c
                    return


def _with_siblings(tree: Tree, verb: int, clause: int, mark: str) -> int:
    """The last token of a clause, with a further "and that …" that the parser hangs on the verb."""
    last = tree.right[clause]
    if mark != "that":
        return last
    for k in tree.kids[verb]:
        if (
            k > clause
            and tree.dep[k] == "conj"
            and any(tree.dep[j] == "mark" and tree.low[j] == "that" for j in tree.kids[k])
        ):
            last = max(last, tree.right[k])
    again = next(goes_on(tree, last), None)
    if again is not None:
        last = max(last, tree.right[tree.head[again]])
    return last


def _end_of_phrase(tree: Tree, verb: int) -> int:
    """The last token of the verb's phrase: up to a coordination or a comma's participle."""
    last = verb
    for k in tree.kids[verb]:
        if k < verb or tree.dep[k] in {"punct", "cc", "conj", "parataxis", "mark"}:
            continue
        if tree.dep[k] in _SUBJECTS:
            continue
        if tree.dep[k] == "advcl" and tree.left[k] > 0 and tree.words[tree.left[k] - 1] == ",":
            continue
        last = max(last, tree.right[k])
    return last


def _light(tree: Tree, noun: int, make: Maker) -> Iterator[Candidate]:
    """A verb with an object that names the act: "expressed hope that", "made a call for", "raised doubts about"."""
    cue = (tree.left[noun], noun)
    for k in tree.kids[noun]:
        if k < noun:
            continue
        dep = tree.dep[k]
        if dep in {"acl", "ccomp", "relcl", "xcomp", "advcl"}:
            mark = _mark(tree, k)
            if mark in {"that", "to", "whether", "if", "how"} and not _fills_a_gap(tree, k, mark):
                yield make("light-" + ("inf" if mark == "to" else "clause"), [(tree.left[k], tree.right[k])], k, cue)
        elif dep == "prep":
            obj = tree.kid(k, "pobj", "pcomp")
            if obj is not None:
                yield make("light-" + tree.low[k], [(tree.left[obj], tree.right[obj])], obj, (cue[0], k))


def _fills_a_gap(tree: Tree, clause: int, mark: str) -> bool:
    """True for a relative clause ("the plan that failed"), false for a content clause ("the claim that it failed")."""
    if mark != "that":
        return False
    return any(
        tree.low[k] == "that" and tree.dep[k] in {"nsubj", "nsubjpass", "dobj", "pobj"} for k in tree.kids[clause]
    )


def _prepositional(tree: Tree, verb: int, prep: int, dobj: int | None, end: int, make: Maker) -> Iterator[Candidate]:
    name = tree.low[prep]
    obj = tree.kid(prep, "pobj", "pcomp", "prep", "amod")
    if obj is None:
        return
    if tree.dep[obj] == "prep":
        inner = tree.kid(obj, "pobj", "pcomp")
        if inner is None:
            return
        prep, obj = obj, inner
        name = tree.low[prep]
    content = (tree.left[obj], tree.right[obj])
    if dobj is not None and dobj < prep:
        yield make("far-" + name, [content], obj, (tree.left[dobj], prep))
        return
    yield make(name, [content], obj, (prep, prep))
    if end > content[1]:
        follow = next(
            (k for k in tree.kids[verb] if k > content[1] and tree.dep[k] in {"xcomp", "advcl", "prep", "ccomp"}), None
        )
        if follow is not None:
            kind = _mark(tree, follow) if tree.dep[follow] != "prep" else tree.low[follow]
            yield make(f"{name}+{kind}", [(content[0], tree.right[follow])], follow, (prep, prep))
            if kind == "that" or tree.dep[follow] == "ccomp":
                yield make("clause", [(tree.left[follow], tree.right[follow])], follow)


def _passive(tree: Tree, verb: int, after: list[int], make: Maker) -> Iterator[Candidate]:
    subject = next((k for k in tree.kids[verb] if tree.dep[k] in {"nsubjpass", "csubjpass"}), None)
    if subject is None or tree.low[subject] in {"it", "there"}:
        return
    whole = (tree.left[subject], tree.right[subject])
    if tree.low[subject] in {"who", "which", "that"} and tree.dep[verb] == "relcl":
        noun = tree.head[verb]
        whole = (tree.left[noun], tree.left[verb] - 1)
    yield make("pass", [whole], subject)
    for k in after:
        if tree.dep[k] == "xcomp" or (tree.dep[k] == "advcl" and _mark(tree, k) == "to"):
            yield make("pass+to", [whole, (tree.left[k], tree.right[k])], k)
        elif tree.dep[k] in {"oprd", "attr", "acomp"}:
            yield make("pass+pred", [whole, (tree.left[k], tree.right[k])], k)
        elif tree.dep[k] == "prep":
            yield make("pass+" + tree.low[k], [whole, (tree.left[k], tree.right[k])], k)


def _raised(tree: Tree, verb: int, make: Maker) -> Iterator[Candidate]:
    """ "He seems to know": the content is subject and complement, and nobody is named as the source."""
    subject = own_subject(tree, verb)
    if subject is None:
        return
    for k in tree.kids[verb]:
        if k > verb and (
            tree.dep[k] in {"xcomp", "acomp", "oprd"} or (tree.dep[k] == "prep" and tree.low[k] == "like")
        ):
            c = make("raise", [(tree.left[subject], tree.right[subject]), (tree.left[k], tree.right[k])], k)
            c.source, c.source_head, c.source_how = [], None, "none"
            yield c
            return


def _outside(tree: Tree, verb: int, make: Maker) -> Iterator[Candidate]:
    """Contents that stand outside the verb's own phrase."""
    dep, head = tree.dep[verb], tree.head[verb]
    if dep == "relcl" and head < verb and not any(tree.dep[k] in _OBJECTS for k in tree.kids[verb]):
        if own_subject(tree, verb) is not None:
            first, last = tree.left[head], tree.left[verb] - 1
            if last >= head:
                yield make("relobj", [(first, last)], head)
    elif dep == "acl" and tree.tag[verb] == "VBN":
        yield make("acl", [(tree.left[head], tree.left[verb] - 1)], head)
        for k in tree.kids[verb]:
            if tree.dep[k] in {"oprd", "attr", "dobj"} and k > verb:
                yield make("acl+pred", [(tree.left[k], tree.right[k])], k)
    elif dep == "amod" and tree.tag[verb] in {"VBN", "VBD"} and head > verb:
        yield make("amod", [(verb + 1, tree.right[head])], head)
    elif dep == "conj" and tree.tag[head][:2] == "VB":
        obj = next((k for k in tree.kids[verb] if tree.dep[k] in _OBJECTS | {"ccomp", "xcomp", "prep"}), None)
        shared = tree.kid(head, "dobj")
        if obj is None and shared is not None and shared > verb:
            yield make("obj", [(tree.left[shared], tree.right[shared])], shared)
    for k in tree.kids[verb]:
        if (
            dep != "conj"
            and tree.dep[k] == "conj"
            and k > verb
            and not any(tree.dep[j] in _OBJECTS | {"ccomp", "xcomp", "prep"} for j in tree.kids[verb] if j > verb)
        ):
            shared = tree.kid(k, "dobj")
            if shared is not None and shared > k:
                yield make("obj", [(tree.left[shared], tree.right[shared])], shared)
    if (
        dep == "advcl"
        and any(tree.dep[k] == "mark" and tree.low[k] == "as" for k in tree.kids[verb])
        and not any(k > verb and tree.dep[k] in _TOLD and tree.low[k] != "it" for k in tree.kids[verb])
    ):
        yield make("as", _around(tree, head, tree.left[verb], tree.right[verb]), head)


def _around(tree: Tree, top: int, first: int, last: int) -> list[Range]:
    """The subtree of `top` without the stretch from `first` to `last`."""
    out = []
    if tree.left[top] < first:
        out.append((tree.left[top], first - 1))
    if last < tree.right[top]:
        out.append((last + 1, tree.right[top]))
    return out
