"""Which phrases can be actors and recipients, and what span of the text each is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dragoman.actors.cast import Cast
from dragoman.extract.events import syntax
from dragoman.extract.events.lemmas import lemma
from dragoman.extract.events.words import Words, words
from dragoman.language.analysis import Sentence
from dragoman.model import Participant

if TYPE_CHECKING:
    from spacy.tokens import Token

LEFT = {"det", "amod", "compound", "poss", "nummod", "quantmod", "advmod", "nmod", "predet", "punct", "case", "neg"}
INNER_PREPS = ("by", "from", "of", "against", "between", "with", "on", "among", "to", "for", "in", "at", "over", "into", "toward", "towards")
RIGHT_PREPS = {"of", "for", "in", "from", "at"}
MAX_DRILL = 3
"""Nouns passed on the way to the actor inside a phrase ("the handling of the case by the ministry of …")."""


class Party(NamedTuple):
    """A phrase that takes part: the token that the Cast is asked with, and the phrase's first and last token."""

    head: Token
    first: Token
    last: Token


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with what is known of its actors."""

    sentence: Sentence
    cast: Cast

    @property
    def words(self) -> Words:
        """The lexicon's word classes."""
        return words()

    def kinds(self, token: Token) -> frozenset[str]:
        """What the phrase with this head can be: classes of nouns.yaml, `name`, `pronoun`, `count`; empty for neither."""
        tag, low, classes = token.tag_, token.lower_, self.words.syntax
        if tag[:3] == "PRP" or tag in {"WP", "WDT"}:
            return frozenset({"pronoun"}) if low in classes["pronoun"] or tag == "PRP$" else frozenset()
        if tag in {"CD", "DT"}:
            counted = _counted(token)
            if counted is not None:
                return self.kinds(counted)
            if tag == "CD":
                return frozenset({"count"}) if not _year(token) else frozenset()
            return frozenset({"pronoun"}) if low in classes["pronoun"] else frozenset()
        name = lemma(token).lower()
        if name in classes["time"]:
            return frozenset()
        if tag in {"NNP", "NNPS"}:
            if "name_not_actor" in self.words.kinds.get(name, ()):
                return frozenset({"act"})
            return frozenset({"name"}) | self.words.kinds.get(name, frozenset())
        found = self.words.kinds.get(name)
        if found is None and "-" in name:
            found = self.words.kinds.get(name.rpartition("-")[2])
        if found and "quantity" in found:
            counted = _counted(token)
            if counted is not None:
                return self.kinds(counted) or found
        if found is None and self.cast.actor_of(self.sentence, token) is not None:
            return frozenset({"name"})
        if found is None and token.tag_[:2] == "JJ":
            return frozenset({"name"}) if _proper(token) else frozenset({"person"}) if low in {"wounded", "dead"} else frozenset()
        if found is None and tag[:2] == "NN" and _proper(token):
            return frozenset({"name"})
        return found or frozenset()

    def parties(self, head: Token, admits: frozenset[str], *, drill: bool = True) -> list[Party]:
        """The participants that a phrase names, its coordinated heads each; those inside it where it names an act."""
        out: list[Party] = []
        for token in syntax.conjuncts(head):
            kinds = self.kinds(token)
            if kinds & {"name", "pronoun"} or kinds & admits - {"act", "property", "instrument"}:
                out.append(self.party(token))
            elif drill:
                inner = self.inside(token, admits)
                if inner:
                    out.extend(inner)
                elif kinds & admits:
                    out.append(self.party(token))
        return out

    def inside(self, token: Token, admits: frozenset[str], left: int = MAX_DRILL) -> list[Party]:
        """The actors inside a phrase: its possessor, its modifiers, what stands after "by", "of", "against" …"""
        if left == 0:
            return []
        strict = frozenset({"person", "org", "place", "hardware"})
        owner = syntax.child(token, "poss")
        if owner is not None:
            found = self.parties(owner, strict, drill=False)
            if found:
                return found
        by_word: dict[str, list[Token]] = {}
        for word, noun in syntax.prepositions(token, deep=False):
            by_word.setdefault(word, []).append(noun)
        for child in token.children:
            if child.dep_ == "acl" and child.tag_ == "VBN":
                by_word.setdefault("by", []).extend(f.token for f in syntax.agents(child))
                for word, noun in syntax.prepositions(child, deep=False):
                    by_word.setdefault(word, []).append(noun)
        for noun in by_word.get("by", []):
            found = self.parties(noun, strict, drill=False)
            if found:
                return found
        modifier = self._modifier(token)
        if modifier is not None:
            return [modifier]
        for word in INNER_PREPS[1:]:
            for noun in by_word.get(word, []):
                found = self.parties(noun, strict, drill=False) or [
                    p for t in syntax.conjuncts(noun) for p in self.inside(t, admits, left - 1)
                ]
                if found:
                    return found
        return []

    def _modifier(self, token: Token) -> Party | None:
        for child in sorted(token.children, key=lambda t: t.i):
            if child.i >= token.i or child.dep_ not in {"amod", "compound", "nmod", "npadvmod", "advmod"}:
                continue
            kinds = self.kinds(child) if child.tag_[:2] in {"NN", "JJ"} else frozenset()
            if "name" in kinds and not (token.tag_ in {"NNP", "NNPS"} and child.dep_ == "compound"):
                return self.party(child)
            if child.dep_ == "compound" and kinds & {"person", "org"}:
                return self.party(child)
        return None

    def actors(self, head: Token) -> list[Party]:
        """The actors that a subject names; of a weapon or an attack, those whose it is."""
        out: list[Party] = []
        for token in syntax.conjuncts(head):
            kinds = self.kinds(token)
            if kinds & {"name", "pronoun", "person", "org"} or ("hardware" in kinds and "instrument" not in kinds):
                out.append(self.party(token))
            elif kinds & {"instrument", "act", "hardware", "place"}:
                out.extend(self.inside(token, frozenset()))
        return out

    def acts(self, head: Token) -> bool:
        """True when a subject can act without being an actor: a bomb, an attack, a shell."""
        return any(self.kinds(t) & {"instrument"} for t in syntax.conjuncts(head))

    def party(self, token: Token) -> Party:
        """The phrase of a head: from its modifiers to what "of", "for", "in" or "from" adds, without clauses."""
        first = token
        for child in token.lefts:
            if child.dep_ in LEFT and not (child.tag_ in {"``", "''", ",", ":"} and child.i == child.left_edge.i == token.left_edge.i):
                first = min(first, child.left_edge, key=lambda t: t.i)
            elif child.dep_ == "compound":
                first = min(first, child, key=lambda t: t.i)
        last = token
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in RIGHT_PREPS and child.i <= last.i + 1:
                noun = syntax.child(child, "pobj")
                if noun is None or lemma(noun).lower() in self.words.syntax["time"] or _year(noun):
                    break
                inner = self.party(noun)
                last = max((self.party(t).last for t in syntax.conjuncts(noun)), key=lambda t: t.i) if noun.n_rights else inner.last
            elif child.dep_ not in {"case", "punct"} or child.i > last.i + 1:
                break
            elif child.dep_ == "case":
                continue
            else:
                break
        return Party(_counted(token) or token, first, last)


def _counted(token: Token) -> Token | None:
    """What a quantity counts: "dozens of protesters" are protesters."""
    if token.tag_ in {"CD", "DT"} or lemma(token).lower() in words().kinds_of("quantity"):
        of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        if of is not None:
            return syntax.child(of, "pobj")
    return None


def _year(token: Token) -> bool:
    return token.tag_ == "CD" and len(token.text) == 4 and token.text.isdigit() and "1700" < token.text < "2100"


def _proper(token: Token) -> bool:
    return token.text[:1].isupper() and token.i > 0


def participants(scene: Scene, parties: Iterable[Party]) -> tuple[Participant, ...]:
    """The parties as records, each once, in text order, with the Actor that the cast gives."""
    out: dict[tuple[int, int], Participant] = {}
    for party in sorted(parties, key=lambda p: (p.first.i, p.last.i)):
        span = scene.sentence.span_of(party.first, party.last)
        if any(span.overlaps(p.span) for p in out.values()):
            continue
        text = scene.sentence.doc.text[span.start - scene.sentence.span.start : span.end - scene.sentence.span.start]
        out[span] = Participant(span, text, scene.cast.actor_of(scene.sentence, party.head))
    return tuple(out.values())
