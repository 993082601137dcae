"""The stretch of a cue: the verb with its auxiliaries, negation, adverbs and particle."""

from __future__ import annotations

from dragoman.extract.statements.tree import Range, Tree

_KEPT = {"aux", "auxpass", "neg", "advmod"}


def quoting(tree: Tree, verb: int) -> int | None:
    """The verb of "was quoted as saying" above its "saying"; `None` elsewhere."""
    if tree.dep[verb] != "pcomp":
        return None
    prep = tree.head[verb]
    if tree.low[prep] == "as" and tree.lemma[tree.head[prep]] in {"quote", "cite"}:
        return tree.head[prep]
    return None


def quotes(tree: Tree, verb: int) -> bool:
    """True for the verb of "was quoted as saying" and "quoted Haddad as saying": what is said hangs on the "saying"."""
    return any(
        tree.low[k] == "as" and any(quoting(tree, j) == verb for j in tree.kids[k]) for k in tree.kids[verb] if k > verb
    )


def verb_group(tree: Tree, verb: int) -> Range:
    """From the first auxiliary, negation or adverb that stands directly before the verb to its particle; "was quoted
    as saying" is one group."""
    found = tree.verb_groups.get(verb)
    if found is None:
        found = tree.verb_groups[verb] = _group(tree, verb)
    return found


def _group(tree: Tree, verb: int) -> Range:
    dep, head = tree.dep, tree.head
    above = quoting(tree, verb)
    if above is not None and above < verb and any(dep[k] == "nsubjpass" for k in tree.kids[above]):
        return (verb_group(tree, above)[0], verb)
    first = verb
    while first > 0:
        before = first - 1
        if head[before] == verb:
            if dep[before] not in _KEPT or tree.left[before] != before or tree.loose[before]:
                break
            if tree.tag[before] in {"WRB", "WP"}:
                break
        elif dep[before] != "advmod" or not before < head[before] < verb:
            break
        first = before
    last = verb
    for kid in tree.kids[verb]:
        if kid == last + 1 and (dep[kid] == "prt" or dep[kid] == "neg"):
            last = kid
    return (first, last)
