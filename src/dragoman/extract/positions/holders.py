"""Whose position it is: who is in office speaks for the state or body of the office, others for themselves."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.actors.cast import FIRST_PERSON_PLURAL, FIRST_PERSON_SINGULAR, Cast
from dragoman.actors.lexicon import lexicon as actors_lexicon
from dragoman.extract.positions.clauses import extent, is_noun, joined, lemma, objects_after
from dragoman.language.analysis import Sentence
from dragoman.model import Actor, Interval, Statement, content_id
from dragoman.reference import Reference
from dragoman.reference.holdings import on_day

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

FOR_THE_STATE = frozenset({"GOV", "MIL", "COP", "SPY"})
FOR_A_BODY = frozenset({"IGO", "NGO", "REB", "OPP", "PTY", "UNK"})
_PARTIES = frozenset({"group", "people", "organ"})
_SKIP = frozenset({"relcl", "appos", "advcl", "cc", "conj", "acl", "prep"})
_MANY = {"NNS", "NNPS"}
THIRD_PERSON = frozenset({"it", "they", "he", "she"})
POINTED = frozenset({"resolution", "statement", "declaration", "communique"})


class Holders:
    """The holders of an article's positions."""

    def __init__(self, cast: Cast, published: Interval, text_id: str, reference: Reference) -> None:
        self._cast, self._published, self._text_id, self._reference = cast, published, text_id, reference
        self._bodies = dict(_bodies(cast))
        issued = sorted((m.span.start, m.actor.id, m.actor) for m in cast.mentions if m.how == "document")
        self._issuers = [(start, actor) for start, _, actor in issued]
        self._issued_at = [start for start, _ in self._issuers]

    def of_actor(self, actor: Actor | None) -> Actor | None:
        """The state for an official of its executive on that day, the organisation or group for its official, and
        everybody else as they are; `None` for nobody."""
        if actor is None or not actor.id.startswith("person:"):
            return actor
        held = on_day(self._reference.holdings.get(actor.id, ()), self._published)
        body = next((h.org for h in held if h.org is not None), None)
        if body is not None and actor.sector != "GOV":
            found = self._reference.actor(body, self._published)
            if found is not None:
                return found
        if actor.sector in FOR_THE_STATE and actor.country is not None:
            return self._cast.states.get(actor.country) or self._reference.actor(f"state:{actor.country}") or actor
        if actor.sector in FOR_A_BODY or actor.sector is None:
            return self._bodies.get(actor.id, actor)
        return actor

    def of_speaker(self, statement: Statement | None) -> Actor | None:
        """The holder for which a statement's speaker speaks."""
        return self.of_actor(statement.speaker) if statement is not None else None

    def of_phrase(self, sentence: Sentence, head: Token, within: Statement | None) -> list[Actor]:
        """The holders that a phrase names by its head: none when it is nobody's name nor a group in plain words.

        "We" and "I" mean the speaker of the statement that they stand in. A plural of people or bodies whom no
        reference knows ("Western diplomats") is a group of this article under its own words.
        """
        low = head.lower_
        if low in FIRST_PERSON_SINGULAR or low in FIRST_PERSON_PLURAL:
            speaker = self.of_speaker(within)
            return [speaker] if speaker is not None else []
        teller = _teller(head) if low in THIRD_PERSON else None
        found = [h for a in self._cast.actors_of(sentence, teller or head) if (h := self.of_actor(a)) is not None]
        if found:
            return list({h.id: h for h in found}.values())
        issuer = self._issuer(sentence, head)
        if issuer is not None:
            return [issuer]
        modifiers = (
            [c for c in head.children if c.dep_ == "amod" and c.text[:1].isupper()] if head.tag_ in _MANY else []
        )
        several = [a for c in modifiers for one in joined(c) for a in self._cast.actors_of(sentence, one)]
        if several:
            return list({a.id: a for a in several}.values())
        region = actors_lexicon().regions.get(low)
        if region and head.tag_[:2] == "JJ":
            return [Actor(f"group:{region[0][1]}", region[0][2])]
        own = self._in_plain_words(head)
        return [own] if own is not None else []

    def _issuer(self, sentence: Sentence, head: Token) -> Actor | None:
        """Who issued "that resolution", when an issuer of such a document was named before."""
        if lemma(head) not in POINTED or not any(c.lower_ in {"the", "that", "this"} for c in head.children):
            return None
        i = bisect_left(self._issued_at, sentence.span.start + head.idx) - 1
        return self._issuers[i][1] if i >= 0 else None

    def is_named(self, sentence: Sentence, head: Token) -> bool:
        """True for a phrase that names an actor or a group of people."""
        return is_noun(head) and (bool(self._cast.actors_of(sentence, head)) or self._in_plain_words(head) is not None)

    def of_neighbour(self, sentence: Sentence, verb: Token) -> list[Actor]:
        """Where the parser's subject is nobody: the name that stands right before the verb and its auxiliaries, as in
        texts that have lost their commas."""
        i = verb.i - 1
        while i >= 0 and (verb.doc[i].dep_ in {"aux", "advmod", "neg"} and verb.doc[i].head.i == verb.i):
            i -= 1
        if i < 0 or verb.doc[i].tag_ not in {"NNP", "NNPS"}:
            return []
        return [h for a in self._cast.actors_of(sentence, verb.doc[i]) if (h := self.of_actor(a)) is not None]

    def _in_plain_words(self, head: Token) -> Actor | None:
        if not is_noun(head):
            return None
        readings = actors_lexicon().readings(head.lower_)
        before = {t.lower_ for t in head.doc[max(0, head.i - 3) : head.i]}
        fitting = [(r, many) for r, many in readings if r.before <= before and r.sector != "MIL"]
        if not any(r.kind in _PARTIES or (many and r.kind in {"person", "office"}) for r, many in fitting):
            return None
        if head.tag_ not in _MANY and not any(r.kind in {"group", "people"} for r, _ in fitting):
            return None
        first, _ = extent(head, skip=_SKIP)
        words = [t.text for t in head.doc[first.i : head.i + 1]]
        while len(words) > 1 and words[0].lower() in {"the", "a", "an", "some", "many", "its", "their", "his"}:
            words.pop(0)
        if len(words) < 2:
            return None
        name = " ".join(words)
        return Actor(f"group:~{content_id(self._text_id, name.lower())}", name)


def _teller(pronoun: Token) -> Token | None:
    """In "signs from Oslo that it backs …" the one from whom it is."""
    verb = pronoun.head
    noun = verb.head
    if verb.dep_ not in {"acl", "ccomp", "relcl"} or not is_noun(noun):
        return None
    behind = objects_after(noun, ("from", "by"))
    return behind[0] if behind else None


def _bodies(cast: Cast) -> Iterator[tuple[str, Actor]]:
    """Person's id -> the organisation or group named in a phrase for that person ("the head of the Red Crescent")."""
    seen: set[str] = set()
    for mention in cast.mentions:
        person = mention.actor
        if not person.id.startswith("person:") or person.id in seen or person.sector == "MED":
            continue
        inside = [m.actor for m in cast.within(mention.span) if m.actor.id.startswith(("org:", "group:"))]
        if inside and not inside[0].id.startswith("org:AP"):
            seen.add(person.id)
            yield person.id, inside[0]
