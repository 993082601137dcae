"""Who spoke to whom, and when: the actors and the day of a statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.actors.cast import Cast
from dragoman.extract.statements.candidate import Candidate
from dragoman.extract.statements.floating import Chosen
from dragoman.extract.statements.lexicon import documents
from dragoman.language.times.attach import time_of, times_in
from dragoman.model import Actor, Interval, Span, Time

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

_RELATIVES = {"who", "which", "that", "whom"}
_FIRST_PERSON = {"i", "we", "my", "our", "us", "me"}
_ADDRESSING = {
    "tell", "inform", "assure", "remind", "ask", "urge", "warn", "advise", "persuade", "convince", "notify",
    "thank", "congratulate", "call", "press", "implore", "beg", "order", "instruct", "brief", "promise",
    "invite",
}  # fmt: skip
_COMPARING = {"up", "down", "from", "than", "compared"}
_UP = 6
"""Steps up the tree from a day to the cue: more is an error of the parse."""
_TOWARDS = {"to", "with", "on", "upon"}
_TALKS = {
    "talk",
    "meeting",
    "conversation",
    "call",
    "interview",
    "letter",
    "meet",
    "speak",
    "discussion",
    "telephone",
    "phone",
}


def speaker_of(chosen: Chosen, cast: Cast, outer: Actor | None) -> Actor | None:
    """The actor that the source denotes: through a relative pronoun the noun before it, inside another's statement
    "I" and "we" by way of its speaker (`outer`)."""
    c = chosen.candidate
    if c.source_head is None:
        return None
    tree = c.tree
    low = tree.low[c.source_head]
    head = c.source_head
    if tree.tag[head] == "PRP" and c.source[0][0] <= head - 3 and tree.low[head - 2] in _RELATIVES:
        # "the company that owns it said"
        return cast.actor_of(tree.sentence, tree.token(head - 3))
    if low in _FIRST_PERSON:
        return cast.first_person(low, outer)
    if low in _RELATIVES and tree.tag[head] in {"WP", "WDT", "IN", "DT"}:
        found = cast.actor_of(tree.sentence, tree.token(head))
        if found is not None:
            return found
        verb = tree.head[head]
        if tree.dep[verb] == "relcl":
            head = tree.head[verb]
    found = cast.actor_of(tree.sentence, tree.token(head))
    if found is None and tree.stem[head] in documents():
        # "according to his prepared statement"
        owner = tree.kid(head, "poss")
        found = cast.actor_of(tree.sentence, tree.token(owner)) if owner is not None else None
    return found


def with_antecedent(c: Candidate) -> tuple[Span, ...]:
    """The source's Spans; for "which" and "that" of a writing with the noun that they stand for: "the plan, which"."""
    tree, head = c.tree, c.source_head
    if head is None or tree.low[head] not in {"which", "that"} or c.source != [(head, head)]:
        return c.spans(c.source)
    verb = tree.head[head]
    noun = tree.head[verb]
    if tree.dep[verb] != "relcl" or noun >= head or tree.stem[noun] not in documents():
        return c.spans(c.source)
    return c.spans([(tree.left[noun], tree.left[verb] - 1), (head, head)] if tree.left[verb] <= head else c.source)


def document_of(chosen: Chosen) -> str | None:
    """The writing that is the source with its article: "the statement said"; `None` for other sources."""
    c = chosen.candidate
    if c.source_head is None:
        return None
    lemma = c.tree.stem[c.source_head]
    if lemma not in documents():
        return None
    return lemma if any(c.tree.low[k] in {"the", "this"} for k in c.tree.kids[c.source_head]) else None


def issued(chosen: Chosen, occasion: str | None) -> tuple[str, ...]:
    """The writings for which the speaker has spoken: that of the occasion, and the one told of ("issued a note")."""
    c = chosen.candidate
    told = c.tree.stem[c.content_head] if c.content_head is not None else None
    return tuple(w for w in (occasion, told) if w is not None and w in documents())


def addressee_of(chosen: Chosen, cast: Cast, speaker: Actor | None) -> Actor | None:
    """To whom: the object of "tell", "urge"; "to", "with" after the cue or after its talks and meetings."""
    c = chosen.candidate
    tree, v = c.tree, c.head
    if tree.tag[v][:2] != "VB" or chosen.floating:
        return None
    token = tree.token
    if tree.lemma[v] in _ADDRESSING:
        for k in tree.kids[v]:
            if tree.dep[k] in {"dobj", "dative"} and k > v:
                return _other(cast.actor_of(tree.sentence, token(k)), speaker)
        clause = c.content_head
        if clause is not None and c.frame.startswith("np+"):
            subject = next((k for k in tree.kids[clause] if tree.dep[k][:5] == "nsubj"), None)
            if subject is not None:
                return _other(cast.actor_of(tree.sentence, token(subject)), speaker)
    for k in tree.kids[v]:
        if tree.dep[k] in {"prep", "dative"}:
            asked = k > v and c.frame.split("+")[0] == tree.low[k] and c.frame.endswith("+to")
            obj = tree.kid(k, "pobj")
            if asked and obj is not None:
                return _other(cast.actor_of(tree.sentence, token(obj)), speaker)
            if k < v and (obj is None or tree.stem[obj] not in _TALKS):
                continue
            found = _through(chosen, cast, token(k), 3)
            if found is not None:
                return _other(found, speaker)
    return None


def _through(chosen: Chosen, cast: Cast, prep: Token, depth: int) -> Actor | None:
    """The person or body after "to" or "with", also inside "in talks with", "during a conversation with"."""
    content = chosen.content
    sentence = chosen.candidate.tree.sentence
    for obj in prep.children:
        if obj.dep_ not in {"pobj", "pcomp"}:
            continue
        at = sentence.span_of(obj)
        if any(s.contains(at) for s in content):
            return None
        if prep.text.lower() in _TOWARDS and obj.lemma_.lower() not in _TALKS:
            return cast.actor_of(sentence, obj)
        if depth and obj.lemma_.lower() in _TALKS:
            for inner in obj.children:
                if inner.dep_ == "prep":
                    found = _through(chosen, cast, inner, depth - 1)
                    if found is not None:
                        return found
    return None


def _other(actor: Actor | None, speaker: Actor | None) -> Actor | None:
    return None if actor is not None and speaker is not None and actor.id == speaker.id else actor


def said_on(chosen: Chosen, times: Sequence[Time], published: Interval) -> Interval:
    """The day in the cue's own clause, else the article's."""
    c = chosen.candidate
    if c.frame[:5] in {"colon", "dash-"} or chosen.floating:
        return published
    near = times_in(c.tree.sentence, times)
    outside = [
        t for t in near if not any(s.overlaps(t.span) for s in chosen.content) and not _is_compared(c, t.span)
    ]
    if not outside:
        return published
    found = time_of(c.tree.sentence, c.tree.token(c.head), outside, published)
    if found is None or found[1] not in {"", "during", "within"}:
        return published
    return found[0]


def _is_compared(c: Candidate, span: Span) -> bool:
    """True for a day that something is held against: "officials said, up from 24 a day earlier"."""
    token = c.tree.sentence.token_at(span.start)
    for _ in range(_UP):
        if token is None or token.i == c.head or token.head.i == token.i:
            return False
        if token.lower_ in _COMPARING:
            return True
        token = token.head
    return False
