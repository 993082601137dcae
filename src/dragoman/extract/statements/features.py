"""What the judge sees of a candidate: names of features, each true or absent."""

from __future__ import annotations

from dragoman.extract.statements.candidate import Candidate

_PRONOUNS = {
    "he", "she", "they", "we", "i", "you", "it", "who", "which", "that", "his", "her", "their", "its", "our",
    "my", "your", "him", "them", "this", "these", "those", "some", "many", "others", "one",
}  # fmt: skip
_FUNCTION = {
    "that", "to", "whether", "if", "how", "why", "what", "when", "where", "who", "a", "an", "the", "it",
    "there", "no", "not", "any", "this", "his", "her", "their", "its", "he", "she", "they", "we", "i", "you",
    "him", "them", "himself", "more",
}  # fmt: skip
_LENGTHS = (1, 2, 3, 5, 8, 12, 18, 30)


def features(c: Candidate, cue_class: str, title: bool) -> list[str]:
    """All features of a candidate."""
    return base_features(c, cue_class, title) + content_features(c, cue_class)


def base_features(c: Candidate, cue_class: str, title: bool) -> list[str]:
    """What does not depend on where the content begins and ends: the cue's lemma and class with the frame, its form
    and place in the parse, and the source's form. Alike for candidates with the same `base_key`."""
    tree, v, f = c.tree, c.head, c.frame
    kind = tree.tag[v][:1].lower()
    lemma = kind + ":" + tree.lemma[v].lower()
    tag, dep = tree.tag[v], tree.dep[v]
    source = _source(c)
    lead = f.split("+")[0].split("-")[0]
    out = [
        "bias", "f=" + f, "l=" + lemma, f"l={lemma}|{f}", f"l={lemma}|{lead}", "k=" + cue_class, f"k={cue_class}|{f}",
        f"t={tag}", f"t={tag}|{f}", f"t={tag}|k={cue_class}", f"d={dep}", f"d={dep}|k={cue_class}", f"d={dep}|{f}",
        f"s={source}", f"s={source}|k={cue_class}", f"s={source}|{f}", f"sh={c.source_how}", f"sh={c.source_how}|{f}",
        f"sh={c.source_how}|l={lemma}",
    ]  # fmt: skip
    for k in tree.kids[v]:
        d = tree.dep[k]
        if d == "neg":
            out += ["neg", f"neg|l={lemma}"]
        elif d in {"aux", "auxpass"}:
            out += [f"aux={tree.lemma[k]}", f"aux={tree.lemma[k]}|k={cue_class}"]
        elif d in {"nsubjpass", "dative", "prt"}:
            out.append(f"kid={d}|{f}")
            if d == "prt":
                out.append(f"l={lemma}+{tree.low[k]}|{f}")
    if c.source_head is not None:
        h = c.source_head
        name = tree.lemma[h].lower() if tree.tag[h] in {"NN", "NNS"} else tree.tag[h]
        out += [f"sl={name}", f"sl={name}|k={cue_class}"]
    if title:
        out += ["title", f"title|{f}"]
    if tree.head[v] != v:
        h = tree.head[v]
        out += [f"up={tree.lemma[h].lower()}|{dep}", f"up={tree.tag[h]}|{dep}"]
    if len(c.cue) > 1 and f[:4] in {"ligh", "far-"}:
        words = [tree.lemma[i].lower() for i in range(c.cue[1][0], c.cue[1][1] + 1) if tree.tag[i][:2] == "NN"]
        if words:
            out += [f"o={words[0]}", f"o={words[0]}|l={lemma}", f"o={words[0]}|{f}"]
    return out


def base_key(c: Candidate, cue_class: str) -> tuple[object, ...]:
    """Candidates of one sentence with the same key have the same base features."""
    return (c.head, c.frame, cue_class, c.source_head, c.source_how, c.cue[1] if len(c.cue) > 1 else None)


def _source(c: Candidate) -> str:
    if c.source_head is None:
        return "none"
    tree, h = c.tree, c.source_head
    if tree.low[h] in _PRONOUNS:
        return tree.low[h]
    return {"NNP": "name", "NNPS": "names", "NN": "noun", "NNS": "nouns"}.get(tree.tag[h], "other")


def content_features(c: Candidate, cue_class: str) -> list[str]:
    """The content's first word, length, quotation marks and head, and the notes of the rule that made it."""
    tree, f = c.tree, c.frame
    lemma = tree.tag[c.head][:1].lower() + ":" + tree.lemma[c.head].lower()
    out = list(c.notes)
    if c.content:
        first = c.content[0][0]
        last = c.content[-1][1]
        while first < last and tree.is_loose(first):
            first += 1
        word = tree.low[first] if tree.low[first] in _FUNCTION else tree.tag[first]
        size = sum(b - a + 1 for a, b in c.content)
        bucket = next((n for n in _LENGTHS if size <= n), 99)
        inside = sum(1 for a, b in c.content for i in range(a, b + 1) if tree.quote[i] >= 0)
        quoted = "all" if inside >= size - 1 and inside else "part" if inside else "none"
        out += [
            f"c1={word}", f"c1={word}|{f}", f"c1={word}|l={lemma}", f"cn={bucket}", f"cn={bucket}|{f}", f"cq={quoted}",
            f"cq={quoted}|{f}", f"cq={quoted}|k={cue_class}",
        ]  # fmt: skip
        if len(c.content) > 1:
            out.append(f"parts|{f}")
    if c.content_head is not None:
        h = c.content_head
        out += [
            f"ct={tree.tag[h]}|{f}",
            f"ct={tree.tag[h]}|k={cue_class}",
            f"cd={tree.dep[h]}|{f}",
        ]
        if tree.tag[h][:1] in "NVJP":
            out += [f"cl={tree.lemma[h].lower()}", f"cl={tree.lemma[h].lower()}|k={cue_class}"]
    return out
