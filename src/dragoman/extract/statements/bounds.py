"""Where a content ends: shorter and longer readings of it, and whole quotations instead of torn ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.extract.statements.candidate import Candidate
from dragoman.extract.statements.lexicon import class_of
from dragoman.extract.statements.quoted import Speech
from dragoman.extract.statements.tree import Range, Tree

ASIDE = ("according", "words", "colon-title", "colon-quote")
"""Frames whose content can be a whole quotation although no verb stands beside it."""
_WHOLE = ("paren", "according", "words", "as", "colon", "dash", "adverb")
"""Frames whose content is what stands around the cue: nothing is cut from it."""
MOST = 6
"""Shorter readings a candidate at most."""


def readings(c: Candidate) -> Iterator[Candidate]:
    """The candidate, then the same with its content cut before what may belong to the sentence around it, then with
    its content up to the end of the sentence."""
    yield c
    if not c.content or c.frame[:1] == "q" or c.frame.startswith(_WHOLE):
        return
    tree = c.tree
    first, last = c.content[-1]
    before = c.content[:-1]
    for cut, k, word in _cuts(tree, first, last):
        yield c.with_content([*before, (first, cut)], _notes(tree, cut, k, word, c.frame))
    end = len(tree) - 1
    while end > last and tree.loose[end] and tree.quote[end] < 0:
        end -= 1
    if end > last:
        after = last + 1
        notes = [
            "v=end", f"v=end|{c.frame}", f"v=end|{tree.low[after]}", f"v=end|{tree.dep[min(after + 1, end)]}",
            f"v=end|n={min(end - last, 9)}",
        ]  # fmt: skip
        yield c.with_content([*before, (first, end)], notes)


def _cuts(tree: Tree, first: int, last: int) -> list[tuple[int, int, int]]:
    """Where the stretch may end earlier: the last token that is kept, the first of the constituent that is not, and
    that one's head; the longest constituents first."""
    found = tree.cuts.get((first, last))
    if found is not None:
        return found
    out: list[tuple[int, int, int]] = []
    again = max((i for i in tree.resumed if first + 1 < i <= last), default=-1)
    stop = last
    while stop > first and tree.loose[stop]:
        stop -= 1
    seen: set[int] = set()
    for k, word, end in tree.closing:
        if k <= first or k <= again or end < stop or word > stop:
            continue
        cut = k - 1
        if tree.dep[word] == "conj" and tree.tag[cut] == "CC":
            cut -= 1
        while cut > first and tree.loose[cut] and tree.quote[cut] < 0:
            cut -= 1
        if cut <= first or cut in seen:
            continue
        seen.add(cut)
        out.append((cut, k, word))
        if len(out) == MOST:
            break
    tree.cuts[first, last] = out
    return out


def _notes(tree: Tree, cut: int, start: int, word: int, frame: str) -> list[str]:
    dep, tag, low = tree.dep[word], tree.tag[word], tree.low[start]
    between = "".join(tree.words[cut + 1 : start]).lower()
    lead = frame.split("+")[0].split("-")[0]
    subject = any(tree.dep[j][:5] == "nsubj" for j in tree.kids[word])
    out = [
        f"v={dep}", f"v={dep}|{between}", f"v={dep}|{lead}", f"v={dep}|{low}",
        f"v={dep}|{between}|{tree.tag[start]}", f"v={dep}|s={subject}", f"v={dep}|{between}|s={subject}",
        f"v={dep}|{tag}",
    ]  # fmt: skip
    if dep == "prep":
        out.append(f"v=prep|h={tree.dep[tree.head[word]]}|{low}")
    if dep == "conj":
        out.append(f"v=conj|k={class_of('v', tree.stem[word])}|s={subject}|{between}")
        out += [f"v=conj|h={tree.tag[tree.head[word]]}|{tag}", f"v=conj|l={tree.lemma[word]}|s={subject}"]
        out.append(f"v=conj|aux={next((tree.low[j] for j in tree.kids[word] if tree.dep[j] == 'aux'), '')}")
    return out


def _is_one_quotation(c: Candidate, spoken: dict[int, Speech]) -> bool:
    """The content is one long quotation, or as much of it as its sentence has."""
    tree = c.tree
    if len(c.content) != 1:
        return False
    first, last = c.content[0]
    inside = {tree.quote[i] for i in range(first, last + 1) if not tree.loose[i]}
    return len(inside) == 1 and inside <= spoken.keys()


def with_whole_quotations(c: Candidate, spoken: dict[int, Speech]) -> Candidate | None:
    """The content made to hold the long quotations that it touches whole; `None` when it is nothing but a part of
    one, which is then read as direct speech."""
    tree = c.tree
    if not tree.quoted or not c.content or "inside" in c.marks:
        return c
    if c.frame.startswith(ASIDE) and _is_one_quotation(c, spoken):
        number = next(q for q in tree.quote[c.content[0][0] : c.content[0][1] + 1] if q >= 0)
        return replace(c, content=[], quotes=[number], extra=list(spoken[number].spans))
    content: list[Range] = []
    for first, last in c.content:
        if tree.quote[first] < 0 and tree.quote[last] < 0:
            content.append((first, last))
            continue
        for number in (tree.quote[first], tree.quote[last]):
            if number < 0 or number not in spoken:
                continue
            inside = all(q == number for q in tree.quote[first : last + 1])
            if inside and len(c.content) == 1 and spoken[number].whole and not c.frame.endswith("-turn"):
                return None
        a, z = first, last
        if a > 0 and tree.quote[a] >= 0 and tree.quote[a - 1] == tree.quote[a] and tree.tag[a - 1] == "``":
            a -= 1
        if z + 1 < len(tree) and tree.quote[z] >= 0 and tree.quote[z + 1] == tree.quote[z] and tree.tag[z + 1] == "''":
            z += 1
        if c.frame.endswith("-turn"):
            content.append((a, z))
            continue
        if tree.quote[first] in spoken:
            while a > 0 and tree.quote[a - 1] == tree.quote[first]:
                a -= 1
        if tree.quote[last] in spoken:
            number = tree.quote[last]
            while z + 1 < len(tree) and tree.quote[z + 1] == number:
                z += 1
            if spoken[number].end > tree.sentence.span.end:
                c.extra = [*c.extra, *spoken[number].spans]
                c.quotes = [*c.quotes, number]
        content.append((a, z))
    c.content = content
    return c
