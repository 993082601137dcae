"""The drafts that an article speaks of: who tabled each, what it is about, what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dragoman.actors.cast import Cast
from dragoman.extract.drafts.clauses import is_passive, joined, voters
from dragoman.extract.drafts.lexicon import Lexicon
from dragoman.language.analysis import Sentence

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

_RESOLUTION = re.compile(r"\d{1,4}")
_NUMBERED = re.compile(r"\d")
PERMANENT = frozenset({"CHN", "FRA", "GBR", "RUS", "USA"})
"""A bare name before a draft ("a US resolution") is its sponsor's, of others ("a Mali resolution") its subject's."""
PUT = "put to the vote"
LABEL = 120
"""A draft's label is cut after so many characters."""


@dataclass(slots=True)
class Text:
    """A draft as the article builds it up, mention by mention."""

    label: str
    sponsors: list[str] = field(default_factory=list)
    """ISO3 where a state is named, else the text's words ("Western and Arab nations")."""
    agenda: str | None = None
    fate: str | None = None
    sure: bool = False
    """The draft's own phrase names what it is about."""
    sought: int | None = None
    number: int | None = None
    """Of an adopted resolution."""
    told: set[str] = field(default_factory=set)
    """The sponsors whose ballots have been told."""

    def note(self, sponsors: list[str], fate: str | None) -> None:
        """What one more mention tells."""
        self.sponsors += [s for s in sponsors if s not in self.sponsors]
        self.fate = fate or self.fate


class Texts:
    """The drafts of one article in the order of their first mention; asked mention by mention, in text order."""

    def __init__(self, cast: Cast, lexicon: Lexicon, agenda: str | None) -> None:
        self._cast, self._lexicon, self._agenda = cast, lexicon, agenda
        self.all: list[Text] = []

    def numbered(self, noun: Token) -> Text | None:
        """The adopted resolution that a noun and a number name ("resolution 2071")."""
        if noun.lemma_.lower() != "resolution":
            return None
        after = noun.doc[noun.i + 1].text if noun.i + 1 < len(noun.doc) else ""
        if not _RESOLUTION.fullmatch(after):
            return None
        found = next((t for t in self.all if t.number == int(after)), None)
        if found is None:
            found = Text(f"resolution {after}", agenda=self._agenda, fate="adopted", number=int(after))
            self.all.append(found)
        return found

    def unnamed(self) -> Text:
        """A draft of which only the votes are told."""
        self.all.append(Text("draft resolution", agenda=self._agenda))
        return self.all[-1]

    def is_draft(self, sentence: Sentence, noun: Token, *, in_council: bool) -> bool:
        """True for a noun that is one draft resolution: no numbered resolution, no other body's text, not several."""
        word = noun.lemma_.lower()
        if noun.tag_ not in {"NN", "NNP"} or not self._lexicon.has("texts", word):
            return False
        if word == "draft" and noun.dep_ == "compound":
            return False
        if any(c.dep_ in {"nummod", "appos", "npadvmod"} and _NUMBERED.search(c.text) for c in noun.children):
            return False
        after = noun.nbor() if noun.i + 1 < len(noun.doc) else None
        if after is not None and _NUMBERED.match(after.text):
            return False
        if self._is_adopted(sentence, noun):
            return False
        names = {c.lower_ for c in noun.subtree if c.i <= noun.i}
        if names & {"assembly", "congress", "senate", "house", "parliament", "parliamentary", "congressional", "peace"}:
            return False
        if word in self._lexicon.sets["plain_texts"]:
            return in_council
        return in_council and (bool(self.all) or "draft" in names)

    def _is_adopted(self, sentence: Sentence, noun: Token) -> bool:
        """True for an older resolution: "the resolution that authorised the mission", "the Chad resolution"."""
        if noun.lemma_.lower() != "resolution" or any(c.lower_ == "draft" for c in noun.children):
            return False
        definite = any(c.dep_ == "det" and c.lower_ in {"the", "that"} for c in noun.children)
        if definite and any(c.dep_ == "relcl" and c.tag_ == "VBD" and _is_own(c) for c in noun.children):
            return True
        before = [c for c in noun.children if c.dep_ in {"compound", "nmod"} and c.tag_ == "NNP"]
        states = [s for c in before for s in self._states(sentence, c) if s not in PERMANENT]
        return bool(states) and self._agenda is not None and self._agenda not in states

    def named(self, sentence: Sentence, noun: Token) -> Text:
        """The draft that this mention means: a new one when it is brought in as another, else the latest that fits."""
        sponsors, fate = self._sponsors(sentence, noun), self._fate(noun)
        indefinite = any(c.dep_ == "det" and c.lower_ in {"a", "an", "another"} for c in noun.children)
        rival = {c.lower_ for c in noun.children} & {"another", "rival", "competing", "own", "alternative", "counter"}
        drafts = [t for t in self.all if t.number is None]
        found = next((t for t in reversed(drafts) if sponsors and set(sponsors) & set(t.sponsors)), None)
        if found is None and drafts and not rival:
            last = drafts[-1]
            if not (sponsors and last.sponsors) and not (indefinite and sponsors and last.fate == "adopted"):
                found = last
        if found is None:
            found = Text(_label(sentence, noun), agenda=self._agenda)
            self.all.append(found)
        if not found.sure:
            about = self._about(sentence, noun, sponsors)
            found.agenda, found.sure = about or found.agenda, about is not None
        found.note(sponsors, fate)
        return found

    def _sponsors(self, sentence: Sentence, noun: Token) -> list[str]:
        """Whose draft it is: "French-led", "a Turkish draft", "backed by Norway and Arab states", "Spain's draft"."""
        found: list[str] = []
        for c in noun.children:
            if c.dep_ == "amod" and self._lexicon.has("origin", c.lower_):
                found += [s for k in c.children if k.dep_ in {"npadvmod", "amod", "compound", "nmod"}
                          for s in self._states(sentence, k)]  # fmt: skip
            elif c.dep_ == "poss" or (c.dep_ in {"amod", "compound", "nmod"} and c.tag_ == "JJ"):
                found += self._states(sentence, c)
            elif c.dep_ in {"compound", "nmod"}:
                found += [s for s in self._states(sentence, c) if s in PERMANENT]
            elif c.dep_ == "acl" and is_passive(c) and self._lexicon.has("backed", c.lemma_.lower()):
                for who in voters(c):
                    found += self._states(sentence, who) or [_words(who)]
        return list(dict.fromkeys(found))

    def _states(self, sentence: Sentence, token: Token) -> list[str]:
        """ISO3 of the states that a word and those joined to it name."""
        out = []
        for one in joined(token):
            at = sentence.span_of(one)
            named = [m.actor for m in self._cast.around(at) if m.span == at] or self._cast.actors_of(sentence, one)
            out += [a.country for a in named if a.id.startswith("state:") and a.country]
        return out

    def _fate(self, noun: Token) -> str | None:
        """What the text says was done to it."""
        verb = noun.head
        if verb.tag_ not in {"VBD", "VBN", "VBZ", "VBP"} or noun.dep_ not in {"dobj", "nsubjpass"}:
            return None
        if any(c.dep_ == "neg" or (c.dep_ == "aux" and c.tag_ == "MD") for c in verb.children):
            return None
        if verb.lemma_ == "put":
            to = [g for c in verb.children if c.dep_ == "prep" and c.lower_ == "to" for g in c.children]
            return PUT if any(g.lemma_ == "vote" for g in to) else None
        return self._lexicon.fate.get(verb.lemma_.lower())

    def _about(self, sentence: Sentence, noun: Token, sponsors: list[str]) -> str | None:
        """The one state that the draft's own phrase names beside its sponsors ("on Mali", "that condemns Asmara")."""
        found: dict[str, None] = {}
        for part in noun.subtree:
            if part.dep_ == "pobj" and part.head.lower_ == "by":
                continue
            for country in self._states(sentence, part):
                if country not in sponsors and country not in PERMANENT:
                    found[country] = None
        return next(iter(found)) if len(found) == 1 else self._agenda if self._agenda in found else None


_VOTES = re.compile(
    r"\b(?P<n>\d{1,2}|nine|ten|eleven|twelve|thirteen|fourteen|fifteen)\s+(?:\w+\s+){0,3}?votes?\b", re.IGNORECASE
)
_WORDS = ("nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen")


def sought_in(sentence: str, lexicon: Lexicon) -> int | None:
    """How many votes a sentence says are wanted ("the ten votes that they need"); `None` for votes that were cast."""
    words = set(re.findall(r"\w+", sentence.lower()))
    if not words & lexicon.sets["seeking"]:
        return None
    told = [m["n"].lower() for m in _VOTES.finditer(sentence)]
    numbers = [_WORDS.index(n) + 9 if n in _WORDS else int(n) for n in told]
    return max((n for n in numbers if 9 <= n <= 15), default=None)


def _label(sentence: Sentence, noun: Token) -> str:
    left = min(t.i for t in noun.subtree)
    text = sentence.span_of(noun.doc[left], noun).of(" " * sentence.span.start + sentence.text)
    return " ".join(text.split())[-LABEL:]


def _is_own(verb: Token) -> bool:
    """True where the noun that a relative clause hangs on is its subject: "that authorised", not "that Oslo backed"."""
    return any(c.dep_ == "nsubj" and c.tag_ in {"WDT", "WP"} for c in verb.children)


def _words(token: Token) -> str:
    """The phrase as the text has it, without its article."""
    inside = [t for t in token.subtree if t.dep_ not in {"det"} or t.head.i != token.i]
    return " ".join(t.text for t in inside)[:LABEL]
