"""Whose statement: from a cue's head to the noun phrase that is its source."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.statements.cuespan import quoting
from dragoman.extract.statements.tree import Range, Source, Tree
from dragoman.extract.texts import text_of

LONG_QUOTE = 8
"""A quotation of more tokens than this at the end of a name is none of it."""
_OBJECT_CONTROL = {"promise", "vow", "threaten", "swear"}
_TELLING = {"tell", "inform", "assure", "remind"}
_RELATIVES = {"who", "which", "that", "whom"}


def noun_phrase(tree: Tree, head: int) -> Range:
    """From the left to the right edge of a noun phrase: apposition and relative clause included."""
    found = tree.phrases.get(head)
    if found is None:
        found = tree.phrases[head] = _noun_phrase(tree, head)
    return found


def _noun_phrase(tree: Tree, head: int) -> Range:
    first, last = tree.left[head], tree.right[head]
    for kid in tree.kids[head]:
        # a quotation or clause that the parser has hung on the name is none of it
        dep = tree.dep[kid]
        if kid > head and dep in {"ccomp", "parataxis", "punct", "cc", "advcl"} and tree.right[kid] == last:
            last = tree.left[kid] - 1
        if kid < head and dep in {"ccomp", "parataxis", "advcl"} and tree.left[kid] == first:
            first = tree.right[kid] + 1
    if tree.quoted and tree.quote[head] < 0:
        while first < head and tree.quote[first] >= 0:
            first += 1
        number, long = -1, False
        while last > head and tree.quote[last] >= 0:
            if tree.quote[last] != number:
                number = tree.quote[last]
                long = tree.quote.count(number) > LONG_QUOTE
            if not long:
                break
            last -= 1
    return (min(first, head), max(last, head))


def _phrase(tree: Tree, head: int, how: str) -> Source:
    if tree.low[head] in _RELATIVES and tree.tag[head] in {"WP", "WDT", "IN", "DT"}:
        return [(head, head)], head, how
    return [noun_phrase(tree, head)], head, how


def own_subject(tree: Tree, verb: int) -> int | None:
    """The head of the verb's own subject: the nearest one when the parser gives several."""
    dep = tree.dep
    found = [k for k in tree.kids[verb] if dep[k] in {"nsubj", "csubj"}]
    if not found:
        return None
    if len(found) == 1:
        return found[0]
    outside = [k for k in found if tree.quote[k] < 0 or tree.quote[verb] >= 0]
    return min(outside or found, key=lambda k: abs(k - verb))


def is_passive(tree: Tree, verb: int) -> bool:
    """True when the verb has a passive auxiliary or subject."""
    return tree.kid(verb, "auxpass", "nsubjpass") is not None


def agent(tree: Tree, verb: int) -> int | None:
    """The head of the "by" phrase of a passive or participle."""
    by = tree.kid(verb, "agent")
    if by is None:
        by = next((k for k in tree.kids[verb] if tree.dep[k] == "prep" and tree.low[k] == "by"), None)
    return tree.kid(by, "pobj") if by is not None else None


def source_of_verb(tree: Tree, verb: int) -> Source | None:
    """The source of a verb cue: its subject, or the one that it shares with the verb above it."""
    known = tree.verb_sources
    if verb not in known:
        known[verb] = _of_verb(tree, verb)
    return known[verb]


def _of_verb(tree: Tree, verb: int) -> Source | None:
    if is_passive(tree, verb):
        by = agent(tree, verb)
        return _phrase(tree, by, "agent") if by is not None else None
    above = quoting(tree, verb)
    if above is not None:
        # who is quoted: "Haddad was quoted as saying", "quoted Haddad as saying"
        role, how = ("nsubjpass", "shared") if is_passive(tree, above) else ("dobj", "controller")
        quoted = tree.kid(above, role)
        if quoted is not None and quoted < verb:
            return _phrase(tree, quoted, how)
    subject = own_subject(tree, verb)
    if subject is not None and not (subject > verb and tree.lemma[verb] in _TELLING):
        if tree.dep[subject] == "csubj" or tree.low[subject] == "there":
            return None
        return _phrase(tree, subject, "subject")
    if tree.tag[verb] == "VBN" and tree.dep[verb] in {"acl", "relcl"}:
        by = agent(tree, verb)
        return _phrase(tree, by, "agent") if by is not None else None
    text = text_of(tree.token(verb))
    if text is not None:
        return _phrase(tree, text.i, "noun")
    finite = tree.tag[verb] in {"VBD", "VBZ", "VBP"}
    found = _right_before(tree, verb) if finite else None
    if found is None:
        found = _shared(tree, verb)
    if found is None and (finite or tree.tag[verb] == "VBN"):
        found = _standing_before(tree, verb)
    return found


def sources_above(tree: Tree, verb: int, found: int | None) -> Iterator[Source]:
    """For a participle, the subject of the next clause up: in "Analysts said prices fell, citing demand" it is the
    analysts who cite. `found` is the head of the source that the nearer clause gives."""
    if tree.dep[verb] == "conj":
        told = tree.head[verb]
        if tree.dep[told] == "ccomp" and tree.kid(verb, "nsubj", "nsubjpass") is None:
            subject = own_subject(tree, tree.head[told])
            if subject is not None and subject != found and tree.low[subject] not in {"there", "it"}:
                yield [noun_phrase(tree, subject)], subject, "outer"
        return
    if tree.tag[verb] != "VBG" or tree.dep[verb] not in {"advcl", "acl", "pcomp", "xcomp"}:
        return
    if text_of(tree.token(verb)) is not None:
        return
    if quoting(tree, verb) is not None:
        return
    at = verb
    seen = {found}
    for _ in range(8):
        head = tree.head[at]
        if head == at:
            return
        if tree.tag[head][:2] == "VB":
            subject = own_subject(tree, head)
            if subject is not None and subject not in seen and tree.low[subject] not in {"there", "it"}:
                if found is not None or tree.dep[at] != "relcl":
                    yield [noun_phrase(tree, subject)], subject, "above"
                    return
        at = head


def _standing_before(tree: Tree, verb: int) -> Source | None:
    """The noun phrase that stands before a finite verb whose subject the parser has missed: "Ramos, 58, told AFP"."""
    at = verb - 1
    while at >= 0 and (tree.tag[at] in {"RB", "MD"} or tree.dep[at] in {"aux", "auxpass", "neg"}):
        at -= 1
    if at > 0 and tree.words[at] == ",":
        comma = next((k for k in range(at - 2, max(-1, at - 16), -1) if tree.words[k] == ","), None)
        if comma is None:
            return None
        at = comma - 1
    if at < 0 or tree.tag[at] not in {"NN", "NNS", "NNP", "NNPS", "PRP"} or tree.quote[at] >= 0:
        return None
    top = at
    while tree.head[top] < verb and tree.head[top] != top and tree.tag[tree.head[top]][:2] == "NN":
        if tree.quote[tree.head[top]] != tree.quote[top]:
            break
        top = tree.head[top]
    last = verb - 1 if tree.words[verb - 1] == "," else at
    return [(min(tree.left[top], at), last)], top, "before"


def _right_before(tree: Tree, verb: int) -> Source | None:
    """The name right before a finite verb that has no subject: "delivered to Syria and Lavrov said", where the parser
    joins the two names, the second."""
    at = verb - 1
    while at > 0 and tree.tag[at] == "RB" and tree.head[at] == verb:
        at -= 1
    if at < 1 or tree.tag[at] not in {"NNP", "NNPS", "PRP"} or tree.dep[at] != "conj" or tree.quote[at] >= 0:
        return None
    return [(tree.left[at], at)], at, "before"


def _shared(tree: Tree, verb: int) -> Source | None:
    at = verb
    if tree.tag[verb] in {"VBD", "VBZ"} and tree.dep[verb] == "conj" and tree.tag[tree.head[verb]] == "VB":
        # in "said that they must go and made clear" no modal governs "made": it is joined to "said"
        up = tree.head[verb]
        for _ in range(12):
            up = tree.head[up]
            subject = own_subject(tree, up)
            if subject is not None and tree.tag[up] in {"VBD", "VBZ", "VBN", "VBP"}:
                return _phrase(tree, subject, "shared")
    for _ in range(12):
        dep, head = tree.dep[at], tree.head[at]
        if head == at:
            return None
        if dep == "acl":
            if tree.tag[at] == "VBG":
                return _phrase(tree, head, "noun") if not _light(tree, head) else source_of_noun(tree, head)
            return source_of_noun(tree, head)
        if dep == "relcl":
            return _phrase(tree, head, "noun")
        if tree.tag[head][:2] == "VB" or tree.dep[head] == "ROOT" or tree.tag[head] == "MD":
            if dep == "xcomp" and tree.lemma[head] not in _OBJECT_CONTROL:
                controller = tree.kid(head, "dobj")
                if controller is not None and controller < at:
                    return _phrase(tree, controller, "controller")
            if is_passive(tree, head):
                passive = tree.kid(head, "nsubjpass")
                if passive is not None and dep in {"xcomp", "conj", "advcl", "prep", "pcomp", "oprd", "ccomp"}:
                    return _phrase(tree, passive, "shared")
            subject = own_subject(tree, head)
            if subject is not None and subject != at:
                if tree.low[subject] == "there":
                    return None
                return _phrase(tree, subject, "shared")
        elif tree.tag[head][:2] in {"NN", "PR"} and dep in {"prep", "pcomp", "acl"}:
            found = source_of_noun(tree, head)
            if found is not None:
                return found
        at = head
    return None


_LIGHT = {
    "decision", "plan", "attempt", "effort", "move", "bid", "promise", "refusal", "call", "desire", "intention",
    "right", "vote", "chance", "pledge", "proposal", "threat", "willingness", "vow", "opportunity", "need",
    "ability",
}  # fmt: skip


def _light(tree: Tree, noun: int) -> bool:
    return tree.lemma[noun] in _LIGHT


def source_of_noun(tree: Tree, noun: int) -> Source | None:
    """The source of a noun cue: its possessor, its "by" or "from" phrase, the subject of the verb it is object of, or
    the name or adjective before it."""
    owner = tree.kid(noun, "poss")
    if owner is not None:
        return [(tree.left[owner], _without_case(tree, owner))], owner, "poss"
    for k in tree.kids[noun]:
        if tree.dep[k] in {"prep", "agent"} and tree.low[k] in {"by", "from", "among"}:
            obj = tree.kid(k, "pobj")
            if obj is not None:
                return _phrase(tree, obj, tree.low[k])
    for k in tree.kids[noun]:
        if tree.dep[k] == "acl" and tree.tag[k] == "VBN":
            by = agent(tree, k)
            if by is not None:
                return _phrase(tree, by, "by")
    at = noun
    for _ in range(4):
        head = tree.head[at]
        if head == at:
            break
        if tree.tag[head][:2] == "VB" and tree.dep[at] in {"dobj", "prep", "attr", "xcomp", "pcomp"}:
            found = source_of_verb(tree, head)
            if found is not None:
                return found[0], found[1], "light"
            break
        if tree.dep[at] not in {"conj", "pobj", "prep"}:
            break
        at = head
    for k in tree.kids[noun]:
        if k < noun and (
            tree.dep[k] in {"compound", "nmod"} or (tree.dep[k] == "amod" and tree.words[k][:1].isupper())
        ):
            return [(tree.left[k], tree.right[k])], k, "modifier"
    return None


def _without_case(tree: Tree, owner: int) -> int:
    last = tree.right[owner]
    while last > owner and (tree.tag[last] == "POS" or tree.is_loose(last)):
        last -= 1
    return last
