"""Cues that stand beside their content: ", the Kremlin said.", "according to …", "in Lavrov's words", "reportedly"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.statements.candidate import Candidate
from dragoman.extract.statements.cuespan import quoting, verb_group
from dragoman.extract.statements.sources import noun_phrase, own_subject, source_of_verb
from dragoman.extract.statements.tree import Range, Tree

_RIGHT_OF_CUE = {
    "prep",
    "npadvmod",
    "advmod",
    "dobj",
    "dative",
    "prt",
    "nsubj",
    "attr",
    "agent",
    "acomp",
    "oprd",
    "nsubjpass",
}
_COUNTS = {"estimate", "count", "account", "tally", "reckoning", "calculation", "measure"}
VIEWS = {
    "estimate",
    "count",
    "tally",
    "reckoning",
    "calculation",
    "word",
    "view",
    "opinion",
    "eye",
    "mind",
    "telling",
    "account",
    "estimation",
    "judgment",
    "judgement",
    "reading",
}


def parenthetical(tree: Tree, verb: int) -> Iterator[Candidate]:
    """The verb's clause cut off by commas, dashes or quotation marks from what it reports."""
    group = verb_group(tree, verb)
    first, last = group
    source = None
    above = quoting(tree, verb)
    subject = own_subject(tree, verb)
    if above is not None and above < verb:
        subject = tree.kid(above, "nsubjpass", "nsubj")
    if subject is not None and _ends_a_relative(tree, subject):
        subject = None
    if subject is None and (named := _name_before(tree, first)) is not None:
        first = named[0]
        source = [named], named[1], "name"
    elif subject is not None:
        lo, hi = noun_phrase(tree, subject)
        first, last = min(first, lo), max(last, hi)
    clause_after = False
    for k in tree.kids[verb]:
        if k > verb and tree.dep[k] in _RIGHT_OF_CUE and tree.left[k] <= last + 1:
            last = max(last, tree.right[k] if tree.dep[k] != "nsubj" else noun_phrase(tree, k)[1])
        elif k > verb and tree.dep[k] == "ccomp" and tree.left[k] <= last + 1:
            clause_after = True
    if clause_after or first == 0:
        return
    closed = last + 1 >= len(tree) or tree.loose[last + 1]
    if not closed:
        return
    if source is None:
        source = source_of_verb(tree, verb)
    ranges, head, how = source if source is not None else ([], None, "none")
    ends = tree.solid <= last

    def make(frame: str, content: list[Range]) -> Candidate:
        return Candidate(tree, verb, frame, [group], ranges, content, head, how, _clause_before(tree, verb))

    if not tree.is_loose(first - 1):
        # texts that have lost their commas: "Twenty people died the group said."
        if ends and first >= 3 and last - first <= 16:
            c = make("paren-bare", [(0, first - 1)])
            c.notes = [f"bare={tree.tag[first]}", f"bare={how}", f"bare={tree.dep[verb]}"]
            yield c
        return
    top = verb
    if not any(tree.dep[k] in {"ccomp", "advcl", "parataxis", "conj"} and k < first for k in tree.kids[verb]):
        while tree.head[top] != top and tree.left[top] >= first:
            top = tree.head[top]
    seen: set[tuple[Range, ...]] = set()
    for name, start, stop in (("paren", tree.left[top], tree.right[top]), ("paren-sentence", 0, len(tree) - 1)):
        if start >= first:
            continue
        before: Range = (start, first - 1)
        if (before,) not in seen:
            seen.add((before,))
            yield make(name, [before])
        if (
            not ends
            and last + 2 <= stop
            and tree.low[last + 2] != "according"
            and tree.words[last + 1] in {",", "—", "–", "--", ";", "''", "”", '"'}
        ):
            both = (before, (last + 1, stop))
            if both not in seen:
                seen.add(both)
                c = make(name + "2", list(both))
                c.notes = [
                    f"after={tree.tag[last + 2]}",
                    f"after={tree.low[last + 1]}",
                    f"before={first - start if first - start < 5 else 9}",
                ]
                yield c


def inverted(tree: Tree, verb: int) -> Iterator[Candidate]:
    """ "The road is open said Haddad.", in texts that have lost their commas."""
    last = tree.solid
    if tree.tag[verb] != "VBD" or tree.lemma[verb] not in {"say", "add"} or not 0 < last - verb <= 6 or verb < 4:
        return
    named = range(verb + 1, last + 1)
    if tree.is_loose(verb - 1) or tree.tag[last] not in {"NNP", "NNPS"} or tree.low[last] in _DAYS:
        return
    if any(tree.tag[i][:2] not in {"NN", "DT", "JJ"} or tree.quote[i] >= 0 for i in named):
        return
    if not any(tree.tag[i] in {"VBD", "VBZ", "VBP", "MD"} for i in range(verb)):
        return
    yield Candidate(tree, verb, "paren-inverted", [(verb, verb)], [(verb + 1, last)], [(0, verb - 1)], last, "inverted")


_DAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"}


def _name_before(tree: Tree, first: int) -> Range | None:
    """The noun phrase that ends right before a token, by its words alone: back to its article, or a run of names."""
    at = first - 1
    if at < 0 or tree.tag[at] not in {"NN", "NNS", "NNP", "NNPS", "PRP"} or tree.quote[at] >= 0:
        return None
    last = at
    if tree.tag[at] == "PRP":
        noun = _name_before(tree, at - 2) if _ends_a_relative(tree, at) else None
        return (noun[0], at) if noun is not None else (at, at)
    while (
        at > 0
        and last - at < 10
        and tree.tag[at - 1] in {"NN", "NNS", "NNP", "NNPS", "JJ", "POS", "DT", "PRP$", "HYPH"}
    ):
        at -= 1
        if tree.tag[at] in {"DT", "PRP$"}:
            break
    return (at, last)


def _ends_a_relative(tree: Tree, i: int) -> bool:
    """The pronoun of "the group that runs it said": it is no subject."""
    return (
        i > 2
        and tree.tag[i] == "PRP"
        and tree.tag[i - 1] in {"VBZ", "VBP", "VBD"}
        and tree.low[i - 2] in {"that", "which", "who"}
        and tree.tag[i - 3][:2] == "NN"
    )


def _clause_before(tree: Tree, verb: int) -> int | None:
    return next(
        (k for k in tree.kids[verb] if k < verb and tree.dep[k] in {"ccomp", "parataxis", "conj", "advcl"}), None
    )


def according(tree: Tree, i: int) -> Iterator[Candidate]:
    """ "According to X": the content is the clause around it, or the whole sentence."""
    prep = i if tree.low[i] == "per" else next((k for k in tree.kids[i] if tree.low[k] == "to"), None)
    obj = tree.kid(prep, "pobj", "pcomp") if prep is not None else None
    if prep is None or obj is None:
        return
    source = noun_phrase(tree, obj)
    if tree.dep[obj] == "pcomp":
        # "according to show insiders", where the parser takes a noun for a verb
        source = (prep + 1, _before_stop(tree, prep + 1))
        obj = source[1]
    last = source[1]
    if source[0] > prep + 1 and tree.low[prep + 1] not in {"a", "the"}:
        source = (prep + 1, last)
    # an apposition is kept, a clause after a comma is the content
    if i == 0 or tree.is_loose(i - 1) or i == tree.left[tree.head[i]]:
        for k in range(source[0], last):
            if tree.words[k] == "," and k > obj and not _is_apposition(tree, obj, k):
                last = k - 1
                break
    cue = (i, prep)
    comma = _before_stop(tree, obj)
    if i == 0 and comma < last:
        yield from _clause_and_sentence(tree, i, "according", cue, (source[0], comma), obj, (i, comma))
    source = (source[0], last)
    yield from _clause_and_sentence(tree, i, "according", cue, source, obj, (i, last))


def _before_stop(tree: Tree, first: int) -> int:
    """The last token before the next comma or stop, quotation marks left out."""
    last = first
    while last + 1 < len(tree) and not tree.is_loose(last + 1) and tree.quote[last + 1] == tree.quote[first]:
        last += 1
    return last


def _is_apposition(tree: Tree, noun: int, comma: int) -> bool:
    return any(
        tree.left[k] <= comma + 1 <= tree.right[k] and tree.dep[k] in {"appos", "relcl", "acl", "conj"}
        for k in tree.kids[noun]
    )


def in_the_words(tree: Tree, noun: int) -> Iterator[Candidate]:
    """ "In X's words", "in the view of X", "to my mind"."""
    if tree.lemma[noun] not in VIEWS or tree.dep[noun] != "pobj":
        return
    prep = tree.head[noun]
    if tree.low[prep] not in {"in", "by", "to", "from"}:
        return
    owner = tree.kid(noun, "poss")
    if owner is not None:
        last = owner
        source = (tree.left[owner], last)
        if tree.tag[tree.right[owner]] != "POS":
            source = (tree.left[owner], tree.right[owner])
    else:
        of = next((k for k in tree.kids[noun] if tree.low[k] == "of"), None)
        owner = tree.kid(of, "pobj") if of is not None else None
        if owner is None and tree.low[prep] == "by" and tree.lemma[noun] in _COUNTS and noun > prep + 1:
            # "by one estimate"
            yield from _clause_and_sentence(tree, prep, "words", (prep, prep), (prep + 1, noun), noun, (prep, noun))
            return
        if owner is None:
            return
        source = noun_phrase(tree, owner)
    yield from _clause_and_sentence(tree, prep, "words", (prep, noun), source, owner, (prep, max(noun, source[1])))


def adverb(tree: Tree, i: int) -> Iterator[Candidate]:
    """ "reportedly", "allegedly": somebody says so."""
    head = tree.head[i]
    if head == i:
        return
    content = [r for r in [(tree.left[head], i - 1), (i + 1, tree.right[head])] if r[0] <= r[1]]
    yield Candidate(tree, i, "adverb", [(i, i)], [], content, None, "none", head)


def _clause_and_sentence(
    tree: Tree, i: int, frame: str, cue: Range, source: Range, source_head: int, aside: Range
) -> Iterator[Candidate]:
    top = tree.head[i]
    for _ in range(len(tree)):
        if tree.tag[top][:2] in {"VB", "MD"} or tree.head[top] == top:
            break
        top = tree.head[top]
    seen = set()
    for name, (start, stop) in (
        (frame, (tree.left[top], tree.right[top])),
        (frame + "-sentence", (0, len(tree) - 1)),
        (frame + "-left", (tree.left[top], aside[0] - 1)),
    ):
        content = [r for r in [(start, aside[0] - 1), (aside[1] + 1, stop)] if r[0] <= r[1]]
        content = [kept for r in content if (kept := tree.trimmed(*r)) is not None]
        if name.endswith("-left"):
            content = content[:1]
        if content and tuple(content) not in seen:
            seen.add(tuple(content))
            yield Candidate(tree, i, name, [cue], [source], content, source_head, "pobj", top)
