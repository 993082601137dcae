"""The stretch of a cue: the verb with its auxiliaries, negation, adverbs and particle."""

from __future__ import annotations

from dragoman.extract.statements.tree import Range, Tree

_KEPT = {"aux", "auxpass", "neg", "advmod"}


def quoting(tree: Tree, verb: int) -> int | None:
    """The verb of "was quoted as saying" above its "saying"; `None` elsewhere."""
    prep = tree.head[verb]
    if tree.dep[verb] == "pcomp" and tree.low[prep] == "as" and tree.lemma[tree.head[prep]] in {"quote", "cite"}:
        return tree.head[prep]
    return None


def verb_group(tree: Tree, verb: int) -> Range:
    """From the first auxiliary, negation or adverb that stands directly before the verb to its particle; "was quoted
    as saying" is one group."""
    above = quoting(tree, verb)
    if above is not None and above < verb and any(tree.dep[k] == "nsubjpass" for k in tree.kids[above]):
        return (verb_group(tree, above)[0], verb)
    first = verb
    mine = set(tree.kids[verb])
    while first > 0:
        before = first - 1
        if before in mine and tree.dep[before] in _KEPT and tree.left[before] == before and not tree.is_loose(before):
            if tree.tag[before] in {"WRB", "WP"}:
                break
            first = before
        elif before not in mine and tree.head[before] in range(before + 1, verb) and tree.dep[before] == "advmod":
            first = before
        else:
            break
    last = verb
    for kid in tree.kids[verb]:
        if kid == last + 1 and (tree.dep[kid] == "prt" or tree.dep[kid] == "neg"):
            last = kid
    return (first, last)
