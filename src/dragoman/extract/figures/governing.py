"""The measure of a count by what governs it further off: a running count, a verb or a noun of the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.extract.figures.beside import Found, is_passive, toll_measure
from dragoman.extract.figures.counts import Count
from dragoman.extract.figures.lexicon import Lexicon

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

TOLL_REACH = 30
"""Tokens between "the death toll" and its number."""
TOLL_NAME = 14
"""Tokens from "the number of" to what it is a number of."""
LEFT_REACH = 14
"""Tokens from what is left to the state it is left in ("left 20 people - among them a child - dead")."""
CLIMB = 8
"""Steps up the tree: longer chains are errors of the parse."""
_PASSES = frozenset({"conj", "appos", "nummod", "quantmod", "amod", "compound", "advmod", "npadvmod", "nmod", "prep"})
_VERB_GAP = frozenset({"RB", "RBR", "RP", "DT", "NN", "CD"})
_AMONG = frozenset({"killed", "wounded", "missing", "detained", "kidnapped"})


def running_count(count: Count, lexicon: Lexicon) -> Found | None:
    """ "the death toll rose to 45", "the number of dead reached 20", "raising the toll to 30"."""
    doc, k = count.doc, count.start - 1
    while k >= 0 and (doc[k].tag_ in {"DT", "RB"} or doc[k].lower_ in {"as", "many"}):
        k -= 1
    if k < 0:
        return None
    verb = _toll_verb(count, k, lexicon)
    if verb is None and not lexicon.has("toll_links", doc[k].lower_):
        return None
    for i in range(k, max(-1, k - TOLL_REACH), -1):
        lemma = lexicon.noun(doc[i])
        if lemma == "toll":
            return Found(toll_measure(doc, i, lexicon), "toll", i)
        if lexicon.has("toll_nouns", lemma) and (verb is not None or _is_moved(count, i, lexicon)):
            for j in range(i + 1, min(i + TOLL_NAME, k)):
                measure = lexicon.toll.get(lexicon.noun(doc[j])) or lexicon.participles.get(doc[j].lower_)
                if measure is not None:
                    return Found(measure, "toll", i)
        if i != k and doc[i].text in {";", ":"}:
            break
    return None


def _is_moved(count: Count, noun: int, lexicon: Lexicon) -> bool:
    """ "bringing the number of people killed to 67": the verb that moves the count stands before its name."""
    before = count.doc[max(0, noun - 3) : noun]
    return any(t.tag_.startswith("V") and lexicon.has("toll_verbs", lexicon.verb(t)) for t in before)


def _toll_verb(count: Count, k: int, lexicon: Lexicon) -> int | None:
    doc = count.doc
    for i in range(k, max(-1, k - 6), -1):
        if lexicon.has("toll_verbs", lexicon.verb(doc[i])) and (doc[i].tag_.startswith("V") or i == k):
            return i
        if not lexicon.has("toll_between", doc[i].lower_) and doc[i].tag_ not in _VERB_GAP:
            return None
    return None


def governed(count: Count, lexicon: Lexicon) -> Found | None:
    """What governs it in the parse: "20 people, among them two children, were killed"."""
    doc = count.doc
    if count.noun is not None and lexicon.has("weapons", lexicon.noun(count.noun)):
        return None
    node = count.noun if count.noun is not None and not count.partitive else doc[count.last]
    for _ in range(CLIMB):
        found = _clause_of(node, lexicon)
        if found is not None:
            return found
        head, dep = node.head, node.dep_
        if head.i == node.i:
            return None
        verb = lexicon.verb(head)
        if verb == "leave" and dep in {"dobj", "nsubj", "obj"}:
            return _left(count, head.i, lexicon)
        if dep == "nsubjpass" and verb in lexicon.done_to:
            return Found(lexicon.done_to[verb], "passive", head.i)
        if dep == "nsubj":
            return _subject_of(head, verb, lexicon)
        if dep in {"dobj", "obj"}:
            if verb in lexicon.done_to and head.tag_.startswith("V") and not is_passive(doc, head.i, lexicon):
                return Found(lexicon.done_to[verb], "object", head.i)
            return None
        if dep == "pobj":
            if head.lower_ != "of" or head.head.i == head.i:
                return None
            noun = lexicon.noun(head.head)
            if noun in lexicon.nominal and noun not in {"loss", "life"}:
                return Found(lexicon.nominal[noun], "nominal", head.head.i)
            if not lexicon.has("partitives", noun):
                return None
            node = head.head
            continue
        if dep not in _PASSES or (dep == "conj" and head.tag_.startswith("V")):
            return None
        node = head
    return None


def _left(count: Count, verb: int, lexicon: Lexicon) -> Found | None:
    """ "leaving 23 civilians - nine of them children - dead"."""
    if verb > count.start:
        return None
    for k in range(count.end, min(len(count.doc), count.end + LEFT_REACH)):
        measure = lexicon.participles.get(count.doc[k].lower_)
        if measure is not None:
            return Found(measure, "state", k)
    return None


def _clause_of(node: Token, lexicon: Lexicon) -> Found | None:
    """A clause that hangs on the counted: "20 people, who were killed by a mine"."""
    for child in node.children:
        if child.dep_ not in {"acl", "relcl"} or child.i < node.i:
            continue
        verb = lexicon.verb(child)
        if verb in lexicon.does and verb != "suffer":
            return Found(lexicon.does[verb], "clause", child.i)
        passive = child.tag_ == "VBN" and not any(c.dep_ in {"dobj", "aux"} for c in child.children)
        passive = passive or any(c.dep_ in {"auxpass", "nsubjpass"} for c in child.children)
        if passive and child.lower_ in lexicon.participles:
            return Found(lexicon.participles[child.lower_], "clause", child.i)
    return None


def _subject_of(head: Token, verb: str, lexicon: Lexicon) -> Found | None:
    if verb in lexicon.does and verb != "suffer":
        return Found(lexicon.does[verb], "does", head.i)
    if verb != "be":
        return None
    for child in head.children:
        if child.i <= head.i:
            continue
        if child.lower_ in lexicon.participles:
            return Found(lexicon.participles[child.lower_], "state", child.i)
        if lexicon.has("among", child.lower_):
            for inner in child.subtree:
                measure = lexicon.participles.get(inner.lower_) or lexicon.counted.get(lexicon.noun(inner))
                if measure in _AMONG and measure is not None:
                    return Found(measure, "among", child.i)
                if lexicon.has("victims", inner.lower_):
                    return Found("killed", "among", child.i)
    return None
