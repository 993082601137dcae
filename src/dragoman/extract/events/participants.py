"""Which phrases can be actors and recipients, and what span of the text each is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dragoman.actors.cast import Cast
from dragoman.extract.events import syntax
from dragoman.extract.events.words import Words, words
from dragoman.extract.within import Contents
from dragoman.language.analysis import Sentence
from dragoman.model import Actor

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

LEFT = {"det", "amod", "compound", "poss", "nummod", "quantmod", "advmod", "nmod", "predet", "case", "neg"}
INNER = (
    "of",
    "from",
    "against",
    "between",
    "with",
    "on",
    "among",
    "to",
    "for",
    "over",
    "into",
    "toward",
    "towards",
    "in",
    "at",
)
"""Prepositions inside a phrase after which the actor stands that the phrase is about, likeliest first."""
RIGHT = {"of", "for", "in", "from", "at"}
FIRST_PERSON = {"we", "i", "us", "me", "our", "my"}
NO_VOICES = Contents(())
MAX_DRILL = 3
"""Nouns passed on the way to the actor inside a phrase ("the handling of the case by the ministry of …")."""
SOLID = frozenset({"person", "org", "place", "hardware"})
PERSONS = ("er", "or", "ist", "ian", "ant", "eer")


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
    voices: Contents = NO_VOICES
    """The article's statements: whose words a quotation is."""

    def actor_of(self, token: Token) -> Actor | None:
        """The Actor that a phrase's head stands for; of "we" and "I" in an official's quoted words, the speaker."""
        actor = self.cast.actor_of(self.sentence, token)
        if actor is not None or token.lower_ not in FIRST_PERSON:
            return actor
        said = self.voices.innermost(self.sentence.span_of(token))
        if said is None or said.kind == "indirect" or said.speaker is None:
            return None
        return said.speaker if said.speaker.office is not None or said.speaker.country is not None else None

    @property
    def words(self) -> Words:
        """The lexicon's word classes."""
        return words()

    def kinds(self, token: Token) -> frozenset[str]:
        """What the phrase with this head can be: classes of nouns.yaml, `name` when it is a name of nothing known
        better, `pronoun`, `count`; empty when it is no participant."""
        tag, low, classes = token.tag_, token.lower_, self.words.syntax
        if tag[:3] == "PRP" or tag in {"WP", "WDT"}:
            return frozenset({"pronoun"}) if low in classes["pronoun"] or tag == "PRP$" else frozenset()
        if tag in {"CD", "DT"}:
            return self._counted_kinds(token)
        name = syntax.hyphened(token)
        if name.rstrip(".") in classes["time"] and not (tag == "NNP" and syntax.child(token, "compound")):
            return frozenset()
        found = self.words.kinds.get(low, frozenset()) | self.words.kinds.get(name, frozenset()) or None
        if found is None and tag[:3] == "NNP":
            found = self.words.kinds.get(low.removesuffix("s"))
        if tag in {"NNP", "NNPS"}:
            return self._named_kinds(token, found or frozenset())
        if found is None and "-" in name:
            found = self.words.kinds.get(name.rpartition("-")[2])
        if found and "quantity" in found:
            counted = _counted(token)
            if counted is None and tag == "NNS" and low in self.words.syntax["crowds"]:
                return frozenset({"person", "count"})
            if counted is not None and counted.tag_ == "CD" and low in self.words.syntax["crowd"]:
                return frozenset({"person", "count"})
            return self.kinds(counted) if counted is not None else found - {"quantity"}
        if found is not None:
            return found
        if _proper(token) or self.cast.actor_of(self.sentence, token) is not None:
            return frozenset({"name"})
        if tag[:2] == "JJ" and low in {"wounded", "dead"}:
            return frozenset({"person"})
        for length in range(4, len(name) - 2):
            if "person" in self.words.kinds.get(name[-length:], ()) and name not in self.words.kinds_of("not_person"):
                return frozenset({"person"})
        of_a_people = any(c.dep_ == "amod" and c.text[:1].isupper() and c.i > 0 for c in token.lefts)
        one_or_more = tag == "NNS" or (tag == "NN" and of_a_people)
        if one_or_more and len(name) > 4 and name.endswith(PERSONS) and name not in self.words.kinds_of("not_person"):
            return frozenset({"person"})
        return frozenset()

    def _counted_kinds(self, token: Token) -> frozenset[str]:
        counted = _counted(token)
        if counted is not None:
            return self.kinds(counted)
        if token.tag_ == "DT":
            return frozenset({"pronoun"}) if token.lower_ in self.words.syntax["pronoun"] else frozenset()
        money = any(c.tag_ == "$" or c.text in {"€", "£", "$"} for c in token.children)
        near = {t.lower_ for t in token.doc[token.i : token.i + 3]} & {
            "percent",
            "%",
            "per",
            "dollars",
            "euros",
            "pounds",
        }
        return frozenset() if money or near or _year(token) else frozenset({"count"})

    def _named_kinds(self, token: Token, found: frozenset[str]) -> frozenset[str]:
        if "name_not_actor" in found:
            return frozenset({"act"})
        if "instrument" in found:
            return found
        actor = self.cast.actor_of(self.sentence, token)
        if actor is not None:
            kind = actor.id.partition(":")[0]
            return {"person": frozenset({"person"}), "state": frozenset({"org", "place"})}.get(kind, frozenset({"org"}))
        return found & SOLID or frozenset({"name", "person"} if token.tag_ == "NNPS" else {"name"})

    def is_official(self, token: Token) -> bool:
        """True for who travels as a state's or organisation's own: by post, by title before the name, or by noun."""
        titles = self.words.kinds_of("official")
        if syntax.hyphened(token) in titles or any(c.lower_ in titles for c in token.lefts if c.dep_ == "compound"):
            return True
        actor = self.cast.actor_of(self.sentence, token)
        if actor is None:
            return token.tag_[:3] == "PRP"
        known = actor.id.startswith("person:") and "~" not in actor.id
        return known or actor.office is not None or actor.id.startswith(("state:", "org:"))

    def parties(self, head: Token, admits: frozenset[str], *, drill: bool = True) -> list[Party]:
        """The participants that a phrase names, its coordinated heads each; those inside it where it names an act."""
        out: list[Party] = []
        for token in syntax.conjuncts(head):
            kinds = self.kinds(token)
            if token.lower_ == "it" and "org" not in admits:
                continue
            if kinds & {"name", "pronoun"} or kinds & admits - {"act", "property", "any"}:
                out.extend(self._split(token))
            elif drill and not kinds & SOLID and (kinds & admits or "any" in admits or not kinds):
                inner = self.inside(token, admits, owners="act" in admits)
                if inner:
                    out.extend(self._within(token, inner))
                elif kinds & admits or (
                    "any" in admits and syntax.is_noun(token) and token.lemma_ not in self.words.syntax["time"]
                ):
                    out.append(self.party(token))
        return out

    def _within(self, token: Token, inner: list[Party]) -> list[Party]:
        """The phrase of an act as a party that its one actor stands for ("a request from the ministry")."""
        if len(inner) > 1:
            return inner
        whole, (head, first, last) = self.party(token), inner[0]
        return [Party(head, min(whole.first, first, key=lambda t: t.i), max(token, last, key=lambda t: t.i))]

    def actors(self, head: Token) -> list[Party]:
        """The actors that a subject names; of a weapon or an attack, those whose it is."""
        out: list[Party] = self._titled(head)
        for token in [*self._listed(head), *syntax.conjuncts(head)] if not out else ():
            kinds = self.kinds(token)
            if kinds & {"name", "pronoun", "person", "org"} or ("hardware" in kinds and "instrument" not in kinds):
                out.extend(self._split(token))
            elif kinds & {"instrument", "act", "hardware", "place"}:
                out.extend(self.inside(token, SOLID, owners=True))
        return out

    def _listed(self, head: Token) -> list[Token]:
        """Who is named before a comma that stands for "and" in a headline: "Norway, Iceland resume talks"."""
        doc, ended = head.doc, head.doc[-1].text in {".", "?", "!"}
        at = head.left_edge.i - 1
        if head.dep_ not in {"nsubj", "ROOT"} or not 0 < at < 4 or doc[at].text != "," or ended:
            return []
        if any(t.tag_ not in {"NNP", "NNPS"} for t in doc[:at]) or head.tag_ not in {"NNP", "NNPS", "NNS"}:
            return []
        first = doc[at - 1]
        return [first] if self.cast.actor_of(self.sentence, first) is not None else []

    def _titled(self, head: Token) -> list[Party]:
        """The persons named after a title in the plural: "Presidents Ion Iliescu of Romania and Petar Stoyanov of"."""
        if head.tag_ not in {"NNS", "NNPS"} or head.lemma_.lower() not in self.words.kinds_of("official"):
            return []
        if not any(c.dep_ == "appos" and c.tag_ == "NNP" for c in head.rights):
            return []
        named = [t for t in head.subtree if t.tag_ == "NNP" and t.i > head.i and t.dep_ in {"appos", "conj"}]
        actors = [self.cast.actor_of(self.sentence, t) for t in named]
        persons = [t for t, a in zip(named, actors, strict=True) if a is not None and a.id.startswith("person:")]
        return [Party(t, t.left_edge, t) for t in persons] if len(persons) > 1 else []

    def instruments(self, head: Token) -> list[Party]:
        """What does an act without being an actor: a bomb, an airstrike, shelling."""
        return [self.party(t) for t in syntax.conjuncts(head) if "instrument" in self.kinds(t)]

    def inside(
        self, token: Token, admits: frozenset[str], left: int = MAX_DRILL, *, owners: bool = False
    ) -> list[Party]:
        """The actors inside a phrase: its possessor, who it is by, its modifier, and unless only `owners` are asked
        for, what it is of, against, with …"""
        if left == 0:
            return []
        owner = syntax.child(token, "poss")
        found = self.parties(owner, SOLID, drill=False) if owner is not None else []
        pairs = syntax.prepositions(token)
        for word, noun in pairs:
            if not found and word == "by":
                found = self.parties(noun, SOLID, drill=False)
        found = found or self.modifier(token) or self.blamed(token)
        for wanted in ("of", "from") if owners else INNER:
            for word, noun in pairs:
                if not found and word == wanted:
                    found = self.parties(noun, SOLID, drill=False) or [
                        p for t in syntax.conjuncts(noun) for p in self.inside(t, admits, left - 1, owners=owners)
                    ]
        return found

    def blamed(self, act: Token) -> list[Party]:
        """Who an act is laid to: "killings blamed on the militia", "a bombing attributed to"."""
        clauses = [c for c in act.children if c.dep_ == "acl" and c.lemma_ in {"blame", "attribute", "ascribe"}]
        pairs = [pair for c in clauses for pair in syntax.prepositions(c)]
        return [p for w, t in pairs if w in {"on", "to"} for p in self.actors(t)]

    def modifier(self, token: Token) -> list[Party]:
        """The people, state or organisation that stands before a noun: "Syrian shelling", "a government crackdown"."""
        for child in sorted(token.lefts, key=lambda t: t.i):
            if child.dep_ not in {"amod", "compound", "nmod", "npadvmod", "nsubj"} or child.tag_[:2] not in {
                "NN",
                "JJ",
            }:
                continue
            if child.lower_ in self.words.syntax["means"]:
                continue
            if token.tag_ in {"NNP", "NNPS"} and child.dep_ == "compound":
                continue
            kinds = self.kinds(child)
            joined = child.i + 1 < len(child.doc) and child.nbor().text == "-"
            if (
                "name" in kinds
                or (kinds & SOLID and child.tag_ in {"NNP", "NNPS"})
                or (kinds & SOLID and _proper(child))
            ):
                return [self.party(t) for t in syntax.conjuncts(child)]
            if child.dep_ in {"compound", "nsubj"} and kinds & {"person", "org"} and not joined:
                return [self.party(child)]
        return []

    def _split(self, token: Token) -> list[Party]:
        """The party of a head; two where two peoples share it ("British and EU negotiators")."""
        whole = self.party(token)
        for child in token.lefts:
            if child.dep_ in {"amod", "compound", "nmod"} and child.text[:1].isupper():
                others = [c for c in child.children if c.dep_ == "conj" and c.text[:1].isupper() and c.i < token.i]
                if others and token.tag_ in {"NNS", "NN"}:
                    return [Party(child, whole.first, child), Party(others[-1], others[-1].left_edge, whole.last)]
        return [whole]

    def party(self, token: Token) -> Party:
        """The phrase of a head: from its modifiers to what "of", "for", "in" or "from" adds and a name in apposition,
        without clauses."""
        first = token
        for child in token.lefts:
            if child.dep_ in LEFT:
                first = min(first, child.left_edge, key=lambda t: t.i)
        last = token
        act = "act" in self.kinds(token)
        for child in token.rights:
            if child.dep_ == "prep" and (child.lower_ in RIGHT or act) and child.i == last.i + 1:
                noun = syntax.child(child, "pobj")
                if noun is None or noun.lemma_.lower() in self.words.syntax["time"] or _year(noun):
                    break
                last = max((self.party(t).last for t in syntax.conjuncts(noun)), key=lambda t: t.i)
            elif child.dep_ == "appos" and child.tag_ == "NNP" and child.left_edge.i <= last.i + 2:
                last = child
            elif child.dep_ == "acl" and token.lower_ in {"those", "all", "many"}:
                last = child.right_edge
            elif child.dep_ not in {"case", "punct", "nummod"}:
                break
        return Party(_counted(token) or token, first, last)


def _counted(token: Token) -> Token | None:
    """What a quantity counts: "dozens of protesters" are protesters."""
    if token.tag_ in {"CD", "DT"} or token.lemma_.lower() in words().kinds_of("quantity"):
        of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        if of is not None:
            return syntax.child(of, "pobj")
    return None


def _year(token: Token) -> bool:
    return token.tag_ == "CD" and len(token.text) == 4 and token.text.isdigit() and "1700" < token.text < "2100"


def _proper(token: Token) -> bool:
    """True for a capital that is not the sentence's first letter, or an acronym."""
    return token.text[:1].isupper() and (token.i > 0 or (len(token.text) > 1 and token.text.isupper()))
