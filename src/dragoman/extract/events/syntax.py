"""Who stands where around a predicate: subjects, objects, by-phrases and prepositions, read off the parse.

Labels are ClearNLP's (`nsubj`, `nsubjpass`, `dobj`, `dative`, `pobj`, `agent`, `xcomp`, `ccomp`, `acl`, `relcl` …).
Every function takes tokens of one sentence and gives tokens of it, in text order where it gives several.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from dragoman.extract.events.coordination import conjuncts as conjuncts
from dragoman.extract.events.coordination import nouns_above
from dragoman.extract.events.predicates import child as child
from dragoman.extract.events.predicates import finite_above as finite_above
from dragoman.extract.events.predicates import hyphened as hyphened
from dragoman.extract.events.predicates import is_infinitive as is_infinitive
from dragoman.extract.events.predicates import is_lost_verb as is_lost_verb
from dragoman.extract.events.predicates import is_noun as is_noun
from dragoman.extract.events.predicates import is_passive as is_passive
from dragoman.extract.events.predicates import is_plan as is_plan
from dragoman.extract.events.predicates import is_short_of as is_short_of
from dragoman.extract.events.predicates import is_verb as is_verb
from dragoman.extract.events.predicates import lost_subject as lost_subject
from dragoman.extract.events.predicates import said_of
from dragoman.extract.events.words import words
from dragoman.extract.texts import is_seen, text_of

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

SUBJECTS = {"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"}
RELATIVES = {"WDT", "WP", "WP$"}
NOT_WHERE = {"according", "due", "owing", "thanks", "prior", "subsequent", "because", "than", "despite", "instead"}
"""Words whose "to" or "of" adds no participant: "according to"."""
MAX_CLIMB = 8
"""Clauses between a predicate and the clause that gives its subject: longer chains are parse errors."""


class Filler(NamedTuple):
    """A token that fills a role, and the syntactic path by which it was found."""

    token: Token
    path: str


OF_THE_ACCUSED = {"of", "for", "with", "over", "from", "in", "as"}
"""Prepositions after which the object of "accuse" or "stop" does what follows; not "after raiding X, it accused Y"."""


def subjects(verb: Token) -> list[Filler]:
    """The grammatical subject of a verb, also where another clause lends it (conjunction, control, relative clause).

    The likeliest first; a further one stands for the case that the first is no actor ("a statement condemning …").
    """
    return list(_subjects(verb, MAX_CLIMB))


def _subjects(verb: Token, left: int) -> Iterator[Filler]:
    if left == 0:
        return
    own = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
    if own:
        first = own[-1] if own[-1].i < verb.i else own[0]
        if first.tag_ in RELATIVES or (first.lower_ == "that" and verb.dep_ == "relcl"):
            clause = verb.head if verb.dep_ == "conj" else verb
            if clause.dep_ in {"relcl", "acl"} and clause.head.i != clause.i:
                if first.lower_ == "which" and _is_where(clause.head):
                    # "the offensive in Swat, which displaced thousands"
                    yield from (Filler(t, "relative-above") for t in nouns_above(clause.head))
                yield Filler(clause.head, "relative")
        else:
            inner = child(first, "nsubj") if first.tag_ == "VBG" else None
            yield Filler(inner or first, first.dep_)
        return
    if verb.dep_ == "xcomp" and is_plan(verb.head):
        lefts = [c for c in verb.head.lefts if c.dep_ in {"nsubj", "compound"} and c.tag_[:2] == "NN"]
        yield from (Filler(c, "plan<nsubj") for c in lefts[-1:])
        return
    lent = [s for c in verb.children if c.dep_ in {"aux", "auxpass"} for s in c.children if s.dep_ == "nsubj"]
    lost = lost_subject(verb) if is_lost_verb(verb) else None
    if lent or lost is not None:
        yield Filler(lent[0] if lent or lost is None else lost, "nsubj")
        return
    label, head = verb.dep_, verb.head
    text, named = text_of(verb), said_of(verb)
    if text is not None:
        yield Filler(text, "text")
    elif named is not None:
        yield Filler(named, "relative-said")
    elif label == "conj" and head.tag_[:2] in {"VB", "JJ"}:
        yield from _through(_subjects(finite_above(verb) or head, left - 1), "conj")
    elif label in {"advcl", "xcomp"} and head.lemma_ == "give" and is_infinitive(verb) and datives(head):
        yield from _through(iter(datives(head)), label)
    elif label in {"xcomp", "ccomp", "oprd", "acomp", "attr"}:
        yield from _through(_controller(head, left - 1, verb), label)
    elif label == "advcl":
        yield from _through(_subjects(head, left - 1), label)
    elif label in {"acl", "relcl"}:
        yield from _modified(verb, head, left - 1)
    elif label == "amod" and verb.tag_ == "VBG":
        yield Filler(head, "amod")
    elif label in {"pcomp", "pobj"} and head.dep_ in {"prep", "agent", "dative", "mark"}:
        if head.head.lower_ == "short" and is_verb(head.head.head):
            yield from _through(_subjects(head.head.head, left - 1), "short-of")
        else:
            yield from _through(_gerund(head.head, head, left - 1), "pcomp")
    elif label == "dobj" and verb.tag_ == "VBG" and is_verb(head):
        yield from _through(_subjects(head, left - 1), "dobj")
    elif label == "dep" and is_verb(head):
        yield from _through(_subjects(head, left - 1), "dep")


def _is_where(noun: Token) -> bool:
    """True for a place that a noun before it is set in."""
    return noun.tag_ == "NNP" and noun.dep_ == "pobj" and noun.head.lower_ in {"in", "near"} and is_noun(noun.head.head)


def _through(found: Iterator[Filler], step: str) -> Iterator[Filler]:
    return (Filler(f.token, f"{step}<{f.path}") for f in found)


def _modified(verb: Token, head: Token, left: int) -> Iterator[Filler]:
    """The subject of a clause that modifies a noun: the noun, or for an infinitive the noun's owner."""
    if verb.tag_ == "VB" or is_infinitive(verb):
        yield from _through(_owner(head, left), "acl-to")
    elif head.tag_[:2] == "VB":
        yield from _through(_subjects(head, left), "acl")
    else:
        if verb.tag_ == "VBN" and child(verb, "dobj") is not None:
            # "An attack on trucks killed ten", which the parser took for "trucks killed"
            yield from (Filler(t, "acl-above") for t in nouns_above(head))
        yield Filler(head, "acl")
        if verb.tag_ == "VBG":
            governor = next((t for t in head.ancestors if is_verb(t)), None)
            if governor is not None:
                yield from _through(_subjects(governor, left), "clause")


def _gerund(governor: Token, preposition: Token, left: int) -> Iterator[Filler]:
    """The subject of a gerund after a preposition: "accused Mali of shelling", "after meeting", "the threat of"."""
    blamed = words().syntax["blame"] | words().syntax["hinder"]
    if is_verb(governor) or governor.dep_ in {"acomp", "ROOT"}:
        if governor.lemma_ in blamed and preposition.lower_ in OF_THE_ACCUSED:
            patient = objects(governor)
            yield from iter(patient) if patient else _subjects(governor, left) if is_passive(governor) else iter(())
        else:
            yield from _subjects(governor, left)
    elif governor.dep_ == "dobj" and governor.head.lemma_ in blamed and preposition.lower_ in OF_THE_ACCUSED:
        # the parser hangs "of arresting" on the accused as often as on "accused"
        yield Filler(governor, "dobj")
    else:
        yield from _owner(governor, left)


def _controller(head: Token, left: int, below: Token) -> Iterator[Filler]:
    """The subject of a clause without one, taken from the verb or adjective that it complements."""
    if not is_verb(head):
        if head.dep_ in {"acomp", "oprd", "attr", "conj", "amod", "advcl", "ccomp", "xcomp"}:
            yield from _subjects(head.head, left) if is_verb(head.head) or head.dep_ == "conj" else iter(())
        else:
            yield from _subjects(head, left)
        return
    if head.lemma_ in words().syntax["object_control"]:
        if is_passive(head):
            yield from _subjects(head, left)
            return
        addressed = {"on", "upon", "to", "with", "for"}
        patient = [o for o in objects(head) if o.token.i < below.i]
        patient += [Filler(p, f"prep-{w}") for w, p in prepositions(head) if w in addressed and p.i < below.i]
        if patient:
            yield patient[0]
            return
        if head.lemma_ in words().syntax["object_control_only"]:
            return
    yield from _subjects(head, left)


def _owner(noun: Token, left: int) -> Iterator[Filler]:
    """Whose act a noun is: its possessor, its by-phrase, or the subject of the verb that has it as object."""
    owner = child(noun, "poss")
    if owner is not None:
        yield Filler(owner, "poss")
        return
    by = next((p for w, p in prepositions(noun) if w == "by"), None)
    if by is not None:
        yield Filler(by, "by")
        return
    verb = noun.head
    if noun.dep_ in {"dobj", "attr", "oprd"} and is_verb(verb):
        yield from _subjects(verb, left)
    elif noun.dep_ == "pobj" and is_verb(verb.head):
        yield from _subjects(verb.head, left)
    elif noun.dep_ == "nsubjpass":
        yield from iter(agents(verb))


def objects(verb: Token) -> list[Filler]:
    """The direct object of an active verb, also one shared by conjunction, a relative's antecedent, or the subject of
    the clause below ("found him guilty", "refused the bank to lend")."""
    own = [c for c in verb.children if c.dep_ in {"dobj", "obj"}]
    if own:
        if own[0].tag_ in RELATIVES or own[0].lower_ == "that":
            return [Filler(verb.head, "relative-object")] if verb.dep_ == "relcl" and is_noun(verb.head) else []
        return [Filler(c, "dobj") for c in own]
    for below in verb.children:
        marked = any(c.dep_ == "mark" for c in below.children)
        small = below.tag_[:1] in {"J", "N"} or below.tag_ == "VBG" or is_infinitive(below)
        small = small or (verb.lemma_ == "let" and below.tag_ == "VB")
        if below.dep_ in {"ccomp", "xcomp", "advcl"} and small and not marked:
            subject = child(below, "nsubj")
            if subject is not None and subject.i > verb.i and subject.tag_ not in RELATIVES:
                return [Filler(subject, "lower-subject")]
    named = _what_it_calls(verb)
    if named is not None:
        return [Filler(named, "what-it-calls")]
    called = child(verb, "oprd")
    if called is not None and called.i > verb.i and (called.tag_ == "NNP" or _counts_casualties(called)):
        return [Filler(called, "oprd")]
    later = [c for c in verb.children if c.dep_ == "conj" and is_verb(c) and c.i > verb.i]
    own_words = {"prep", "ccomp", "xcomp", "prt", "advmod"}
    if later and not any(c.dep_ in own_words and c.i > verb.i for c in verb.children):
        shared = child(later[0], "dobj")
        if shared is not None and not any(c.dep_ in SUBJECTS for c in later[0].children):
            return [Filler(shared, "conj-dobj")]
    if verb.dep_ == "relcl" and is_noun(verb.head):
        own_subject = child(verb, "nsubj")
        stranded = any(c.dep_ == "prep" and c.n_rights == 0 for c in verb.children)
        relative = own_subject is None or own_subject.tag_ in RELATIVES or own_subject.lower_ == "that"
        if not stranded and not relative:
            return [Filler(verb.head, "relative-gap")]
    return []


def _counts_casualties(token: Token) -> bool:
    """True for "14 dead"."""
    return token.lower_ in {"dead", "wounded", "injured"} and child(token, "nummod") is not None


def _what_it_calls(verb: Token) -> Token | None:
    """The noun in "denounced what it called Chad's aggression"."""
    below = child(verb, "ccomp")
    if below is None or below.lemma_ not in {"call", "describe", "term", "see", "say"}:
        return None
    if not any(c.lower_ == "what" and c.dep_ in {"dobj", "nsubj", "attr"} for c in below.lefts):
        return None
    return next((c for c in below.rights if c.dep_ in {"oprd", "dobj", "attr"} and is_noun(c)), None)


def datives(verb: Token) -> list[Filler]:
    """The indirect object without preposition ("gave Mali aid")."""
    return [Filler(c, "dative") for c in verb.children if c.dep_ == "dative" and c.tag_[:1] in {"N", "P"}]


def agents(verb: Token) -> list[Filler]:
    """The by-phrase of a passive."""
    out: list[Filler] = []
    for c in verb.children:
        if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by"):
            out.extend(Filler(p, "agent") for p in c.children if p.dep_ == "pobj")
    return out


def prepositions(token: Token, *, deep: bool = True) -> list[tuple[str, Token]]:
    """(preposition, its object) pairs under a verb or noun; `deep` adds those nested in them ("out of") and those of
    a noun's participle ("a mask stolen from", "effective in")."""
    out: list[tuple[str, Token]] = []
    for c in token.children:
        if c.dep_ in {"prep", "agent", "dative"} and c.tag_ in {"IN", "TO", "RP", "RB", "VBG", "VBN"}:
            _collect(c, out, 3 if deep else 1)
        elif deep and c.i > token.i and (c.dep_ in {"advmod", "prt"} or (is_noun(token) and c.dep_ in {"acl", "amod"})):
            if c.lemma_ in words().syntax["blame"] or c.tag_ == "VBG" or is_seen(c):
                continue
            for cc in c.children:
                if cc.dep_ in {"prep", "agent"}:
                    _collect(cc, out, 2)
    return out


def _collect(prep: Token, out: list[tuple[str, Token]], left: int) -> None:
    if prep.lower_ in NOT_WHERE:
        return
    if prep.n_rights == 0:
        lost = _lost_object(prep)
        if lost is not None:
            out.append((prep.lower_, lost))
    for c in prep.children:
        if c.dep_ in {"pobj", "pcomp"} and c.tag_[:2] != "VB":
            out.append((prep.lower_, c))
        elif c.dep_ == "pcomp" and c.lower_ in words().syntax["swelling"]:
            out.extend((prep.lower_, o) for o in c.children if o.dep_ == "dobj")
        elif c.dep_ == "pcomp" and c.tag_ == "VB":
            out.extend((prep.lower_, s) for s in c.children if s.dep_ == "nsubj" and s.tag_ not in RELATIVES)
        elif left > 1 and (c.dep_ == "prep" or (c.dep_ == "conj" and c.tag_ in {"IN", "TO"})):
            _collect(c, out, left - 1)


def _lost_object(prep: Token) -> Token | None:
    """What follows a preposition that the parser left empty, when it begins just there ("asylum to men held …")."""
    if prep.i + 1 >= len(prep.doc):
        return None
    token = prep.nbor()
    for _ in range(3):
        if is_noun(token) and token.left_edge.i == prep.i + 1 and token.dep_ in {"nsubj", "nsubjpass", "dobj"}:
            return token
        token = token.head
    return None


def gerunds(token: Token) -> list[Token]:
    """The gerunds after the prepositions of a verb or noun ("a policy of separating …")."""
    preps = [
        p
        for p in token.children
        if p.dep_ == "prep" and p.lower_ not in {"without", "before", "after", "since", "instead"}
    ]
    return [g for p in preps for g in p.children if g.dep_ == "pcomp" and g.tag_ == "VBG"]


def complement(verb: Token) -> Token | None:
    """The clause that completes a verb, noun or adjective: `xcomp`, `ccomp`, an infinitive, `acl` of a noun."""
    for c in verb.children:
        if c.dep_ in {"xcomp", "ccomp"} and (is_verb(c) or c.tag_ in {"JJ", "NN", "NNS", "MD"}):
            return c
    for c in verb.children:
        if c.dep_ in {"advcl", "acl", "relcl"} and c.tag_ == "VB" and c.i > verb.i:
            return c
    return None


def parted_clause(verb: Token) -> Token | None:
    """The that-clause of a verb that the parser hung on a noun between them: "demanded in a letter that Chad leave"."""
    for prep in verb.rights:
        noun = child(prep, "pobj") if prep.dep_ == "prep" else None
        for clause in noun.rights if noun is not None else ():
            if clause.dep_ not in {"relcl", "acl", "ccomp"}:
                continue
            subject = child(clause, "nsubj", "nsubjpass")
            marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)
            if marked and subject is not None and subject.tag_ not in RELATIVES:
                return clause
    return None
