"""Nouns and adjectives as cues: "the claim that", "calls for", "refusal to", "confident that", "opposed to"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.statements.candidate import Candidate
from dragoman.extract.statements.lexicon import class_of, documents
from dragoman.extract.statements.marks import is_occasion
from dragoman.extract.statements.sources import noun_phrase, own_subject, source_of_noun, source_of_verb
from dragoman.extract.statements.tree import Range, Tree

_COMPLEMENTS = {"acl", "ccomp", "relcl", "advcl", "xcomp", "prep"}
_COPULAS = {"be", "become", "remain", "feel", "seem", "sound", "get", "grow", "stay", "appear"}


def noun(tree: Tree, head: int) -> Iterator[Candidate]:
    """All readings of a noun as a cue."""
    after = [k for k in tree.kids[head] if k > head and tree.dep[k] in _COMPLEMENTS]
    if not after:
        return
    source = source_of_noun(tree, head)
    ranges, who, how = source if source is not None else ([], None, "none")
    if head == 1 and tree.tag[head] == "NNS" and tree.words[0][:1].isupper() and tree.dep[0] != "det":
        # "Barak charges that …": a verb taken for a noun
        ranges, who, how = [(0, 0)], 0, "before"
    if how == "light" and (named := _named_before(tree, head)) is not None:
        # "seized on a Le Monde report that …": the report is the paper's
        ranges, who, how = [(named[0], named[1])], named[1], "modifier"
    first = head
    owner = tree.kid(head, "poss")
    if owner is None:
        first = tree.left[head]
    elif tree.tag[tree.right[owner]] == "POS":
        first = tree.right[owner]
    else:
        first = tree.right[owner] + 1
    if how == "modifier" and who is not None:
        first = tree.right[who] + 1
    cue: Range = (min(first, head), head)
    for k in after:
        dep = tree.dep[k]
        if dep != "prep":
            start = tree.low[tree.left[k]]
            if dep == "relcl" and any(
                tree.low[j] in {"that", "which", "who"} and tree.dep[j][:5] == "nsubj" for j in tree.kids[k]
            ):
                continue
            if start == "that" and is_occasion(tree, tree.head[head]) and tree.dep[head] == "pobj":
                continue
            if start in {"that", "to", "whether", "if", "how", "why"} or dep == "ccomp":
                name = "n-inf" if start == "to" else "n-clause"
                yield Candidate(tree, head, name, [cue], ranges, [(tree.left[k], tree.right[k])], who, how, k)
        elif tree.low[k] not in {"by", "from", "in", "at", "among", "during", "after", "before"}:
            obj = tree.kid(k, "pobj", "pcomp")
            if obj is not None and obj != who:
                yield Candidate(
                    tree,
                    head,
                    "n-" + tree.low[k],
                    [cue, (k, k)],
                    ranges,
                    [(tree.left[obj], tree.right[obj])],
                    who,
                    how,
                    obj,
                )


def _named_before(tree: Tree, head: int) -> Range | None:
    """The name of two words or more right before a noun for a piece of news."""
    if tree.stem[head] not in documents():
        return None
    first = head
    while first > 0 and tree.tag[first - 1] in {"NNP", "NNPS"} and tree.quote[first - 1] == tree.quote[head]:
        first -= 1
    return (first, head - 1) if head - first >= 2 else None


def adjective(tree: Tree, head: int) -> Iterator[Candidate]:
    """All readings of an adjective (or a participle used as one) as a cue."""
    after = [k for k in tree.kids[head] if k > head and tree.dep[k] in {"ccomp", "xcomp", "advcl", "prep"}]
    if not after:
        return
    above = tree.head[head]
    cue: list[Range] = [(head, head)]
    source = None
    passive = tree.kid(head, "auxpass")
    if passive is not None and passive < head and class_of("j", tree.low[head]) is not None:
        subject = tree.kid(head, "nsubjpass", "nsubj")
        if subject is None:
            subject = tree.kid(passive, "nsubjpass", "nsubj")
        if subject is not None:
            source = [noun_phrase(tree, subject)], subject, "subject"
            cue = [(min(k for k in tree.kids[head] if tree.dep[k] in {"auxpass", "aux", "neg"}), head)]
    elif tree.dep[head] in {"acomp", "oprd", "conj"} and tree.lemma[above] in _COPULAS:
        source = source_of_verb(tree, above)
        group = [k for k in tree.kids[above] if tree.dep[k] in {"aux", "neg"} and k < head]
        cue = [(min([above, *group]), head)] if above < head else cue
    elif tree.dep[head] in {"amod", "appos", "acl", "relcl"} and above < head:
        source = [noun_phrase(tree, above)], above, "noun"
    elif tree.dep[head] == "advcl":
        subject = own_subject(tree, above)
        source = ([noun_phrase(tree, subject)], subject, "shared") if subject is not None else None
    ranges, who, how = source if source is not None else ([], None, "none")
    for k in after:
        if tree.dep[k] != "prep":
            name = "a-inf" if tree.low[tree.left[k]] == "to" else "a-clause"
            yield Candidate(tree, head, name, cue, ranges, [(tree.left[k], tree.right[k])], who, how, k)
        else:
            obj = tree.kid(k, "pobj", "pcomp")
            if obj is not None:
                yield Candidate(
                    tree,
                    head,
                    "a-" + tree.low[k],
                    [*cue, (k, k)],
                    ranges,
                    [(tree.left[obj], tree.right[obj])],
                    who,
                    how,
                    obj,
                )
