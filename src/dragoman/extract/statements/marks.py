"""What a verb's surroundings tell of the construction in which it is a cue."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.statements.cuespan import quoting
from dragoman.extract.statements.lexicon import class_of, documents, occasions
from dragoman.extract.statements.sources import agent
from dragoman.extract.statements.tree import Tree

IMPERSONAL = {"say", "report", "announce", "claim", "believe", "expect", "explain"}
"""Classes whose passives report: "it was announced that"."""
REPORTING = {"say", "announce", "report", "claim", "explain", "answer", "write"}
"""Classes whose contents can hold the statements of others."""
TOLD_OF = {"say", "announce", "ask", "demand", "accuse", "criticize", "warn", "deny", "promise", "threaten", "propose"}
"""Classes whose cues are looked for inside quotations."""
UNNAMED = {"i", "we", "you", "one", "there", "it", "that", "which", "who", "what"}


def is_free_relative(tree: Tree, verb: int) -> bool:
    """ "What he said surprised nobody": the content is not told."""
    return any(tree.low[k] == "what" and tree.dep[k] in {"dobj", "attr"} and k < verb for k in tree.kids[verb])


def marks_of(tree: Tree, verb: int) -> tuple[str, ...]:
    """What tells of the construction: nobody is named ("it was reported"), another quotes, a noun says, a particle."""
    out = []
    subject = tree.kid(verb, "nsubjpass")
    if subject is not None and agent(tree, verb) is None and class_of("v", tree.stem[verb]) in IMPERSONAL:
        out.append("it-passive")
    if quoting(tree, verb) is not None:
        out.append("quoting")
    above = tree.head[verb]
    if tree.tag[verb] == "VBG" and tree.dep[verb] == "acl" and class_of("n", tree.stem[above]) is not None:
        out.append("saying")
    if _is_inner(tree, verb):
        out.append("inner")
    if tree.quote[verb] >= 0 and is_told_of_another(tree, verb):
        out.append("inside")
    if _is_of_document(tree, verb):
        out.append("document")
    if any(tree.dep[k] == "prt" and tree.low[k] in {"out", "down", "off"} for k in tree.kids[verb]):
        out.append("particle")
    return tuple(out)


def _is_inner(tree: Tree, verb: int) -> bool:
    """The verb has a subject of its own that is no "I", "we" or "you", and is told by a verb of speech above it: "said
    that Kenya was threatening to leave"."""
    subject = tree.kid(verb, "nsubj")
    if subject is None or tree.low[subject] in UNNAMED or tree.quote[verb] >= 0:
        return False
    at = verb
    for _ in range(12):
        head = tree.head[at]
        if head == at:
            return False
        if tree.dep[at] == "ccomp" and class_of("v", tree.stem[head]) in REPORTING:
            return True
        at = head
    return False


def is_told_of_another(tree: Tree, verb: int) -> bool:
    """Inside a quotation: a writing says it ("a resolution that calls on"), or somebody named or described does."""
    if class_of("v", tree.stem[verb]) not in TOLD_OF:
        return False
    subject = tree.kid(verb, "nsubj")
    if subject is None or tree.tag[subject][:2] != "NN":
        return _is_of_document(tree, verb)
    return tree.tag[verb] in {"VBD", "VBZ", "VBP", "VBN", "VBG"} and tree.quote[subject] == tree.quote[verb]


def _is_of_document(tree: Tree, verb: int) -> bool:
    """ "A resolution that condemns", "the plan, which called for": what is written down demands and condemns."""
    at = verb
    if tree.dep[at] == "conj" and tree.kid(at, "nsubj") is None:
        at = tree.head[at]
    if tree.dep[at] not in {"relcl", "acl"}:
        return False
    return tree.stem[tree.head[at]] in documents()


def is_occasion(tree: Tree, prep: int) -> bool:
    """ "In a statement", "at a news conference": on what occasion, not what is said."""
    obj = tree.kid(prep, "pobj")
    return tree.low[prep] in {"in", "at"} and obj is not None and tree.stem[obj] in occasions()


def speaks_for_itself(tree: Tree, noun: int) -> bool:
    """ "Issued a statement calling for an end": what the statement says is the content, not the statement."""
    if tree.stem[noun] not in documents():
        return False
    return any(
        k > noun
        and tree.dep[k] == "acl"
        and tree.tag[k] == "VBG"
        and class_of("v", tree.stem[k]) not in {None, "light"}
        for k in tree.kids[noun]
    )


def goes_on(tree: Tree, last: int) -> Iterator[int]:
    """Where reported speech goes on behind a token: the "that" of "said that …, but that …"."""
    return (i for i in tree.resumed if i > last + 1)
