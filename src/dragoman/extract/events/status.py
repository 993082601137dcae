"""Whether an act happened: from auxiliaries, negation, the words above it, and how long ago it was.

The status of an act is that of the first word above it that says anything ("plans to", "denied that", "if", "the threat
of"), read upwards from the act's own auxiliaries. A reported clause passes what its own auxiliaries say.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from dragoman.extract.events import syntax
from dragoman.extract.events.match import Match
from dragoman.extract.events.words import words
from dragoman.model import Interval, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

RECALLED_AFTER = dt.timedelta(days=14)
"""An act that ended this long before the article's day is told as background: news is of the last days, and the acts
that the last fortnight's reports are about are still the matter itself (chosen on articles of our own)."""

WILL, WOULD = {"will", "shall", "'ll", "’ll", "wo"}, {"would", "'d", "’d", "could", "may", "might"}
MUST = {"must", "should", "ought"}
IF = {"if", "unless", "whether", "should"}
HOSTILE = {"ASSAULT", "COERCE", "SANCTION", "THREATEN", "MOBILIZE", "PROTEST"}
LONG_AGO = {"ago", "formerly", "previously", "once", "historically"}


def status_of(match: Match, when: Interval, published: Interval) -> Status:
    """The status of a matched act, given the Interval of its own date and the article's."""
    act = "happened" if match.settled else _above(match)
    if act not in {"happened", "ongoing"}:
        return act
    if when.last is not None and published.first is not None and when != published:
        if published.first - when.last > RECALLED_AFTER:
            return "recalled"
    return "recalled" if _long_ago(match) else act


def _above(match: Match) -> Status:
    head = match.head
    if match.frame.kind == "noun":
        own = _of_noun(head)
        if match.support is None:
            return own or _climb_noun(head, match) or "happened"
        carried = _of_verb(match.support, match)
        if carried == "happened" and own == "negated" and any(c.lower_ == "no" for c in head.lefts):
            return own
        if carried == "happened" and match.support.lemma_ in words().syntax["light_pending"]:
            return words().verb_status.get(match.support.lemma_, carried)
        if (
            match.support.lemma_ in {"announce", "pledge", "declare"}
            and carried == "happened"
            and match.frame.type not in {"RETREAT", "ACCUSE", "SUPPORT"}
        ):
            return "announced"
        return "proposed" if match.support.lemma_ == "seek" and carried in {"happened", "ongoing"} else carried
    if match.frame.kind == "adjective":
        verb = head.head if syntax.is_verb(head.head) or head.head.dep_ == "ROOT" else head
        return _of_verb(verb, match)
    return _of_verb(head, match)


def _of_noun(noun: Token) -> Status | None:
    """What a noun's own modifiers say: "no talks", "planned visit", "threatened veto"."""
    for c in noun.children:
        if c.i < noun.i:
            if c.dep_ == "det" and c.lower_ in {"no", "any", "neither"}:
                return "negated" if c.lower_ != "any" else "hypothetical"
            found = words().adjective_status.get(c.lower_) or (
                words().adjective_status.get(c.lemma_) if c.dep_ == "amod" else None
            )
            if found is not None and c.dep_ in {"amod", "advmod", "compound"}:
                return found
            if c.dep_ == "amod" and c.tag_ == "VBN" and c.lemma_ in words().verb_status:
                return words().verb_status[c.lemma_]
    return None


def _climb_noun(noun: Token, match: Match) -> Status | None:
    """What stands above a noun without a light verb: "denied the attack", "threatens a boycott", "a plan for talks"."""
    token = noun
    for _ in range(4):
        head = token.head
        if head.i == token.i:
            return None
        if token.dep_ == "conj" and head.tag_[:2] == "NN":
            token = head
            continue
        if token.dep_ == "pobj":
            governor = head.head
            if governor.tag_[:2] == "NN":
                if head.lower_ in {"of", "for", "to", "on", "against"} and governor.lemma_ in words().noun_status:
                    return words().noun_status[governor.lemma_]
                if governor.lemma_ not in words().syntax["report"]:
                    return None
                token = governor
                continue
            if syntax.is_verb(governor):
                if head.lower_ in {"for", "of", "on", "against", "to", "with", "from", "over"}:
                    return _verdict(governor, head.lower_)
            return None
        if syntax.is_verb(head):
            if token.dep_ in {"dobj", "nsubjpass", "ccomp"}:
                return _verdict(head, "")
            if token.dep_ in {"nsubj", "attr"}:
                own = _own(head)
                return own if own in {"announced", "hypothetical", "negated", "demanded"} else None
            return None
        return None
    return None


def _verdict(verb: Token, prep: str) -> Status | None:
    found = words().verb_status.get(verb.lemma_)
    if prep == "of" and verb.lemma_ == "warn":
        return "threatened"
    if prep in {"against", "over", "with"} and found in {"demanded", "announced"}:
        return None
    if found in {"threatened", "announced", "demanded", "proposed", "denied", "negated", "hypothetical"}:
        return found
    return None


def _own(verb: Token) -> Status | None:
    """What a verb's own auxiliaries, negation and conjunctions say; `None` when they leave it open."""
    modal: Status | None = None
    negated = False
    own = list(verb.children)
    if (
        not any(c.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass", "neg"} for c in own)
        and verb.dep_ == "conj"
        and syntax.is_verb(verb.head)
    ):
        if verb.head.tag_ == verb.tag_ or verb.tag_ == "VB":
            above = _own(verb.head)
            if above is not None and above != "ongoing":
                return above
    progressive = perfect = past = False
    for c in own:
        low = c.lower_
        if (
            c.dep_ == "neg"
            or (c.dep_ == "advmod" and low in {"never", "hardly", "barely", "nowhere"})
            or (c.dep_ in {"det", "preconj"} and low == "neither")
            or (
                c.dep_ in {"nsubj", "nsubjpass"}
                and (
                    low in {"nobody", "none", "neither"}
                    or any(g.lower_ in {"no", "neither"} and g.dep_ in {"det", "preconj", "cc"} for g in c.children)
                )
            )
            or (c.dep_ == "dobj" and any(g.lower_ == "no" and g.dep_ == "det" for g in c.children))
        ):
            negated = True
        elif (c.dep_ == "mark" and low in IF) or (c.dep_ == "advmod" and low in {"if", "unless"}):
            modal = "hypothetical"
        elif c.dep_ in {"aux", "auxpass"} or c.tag_ == "MD":
            if low in WILL:
                modal = modal or "announced"
            elif low in WOULD:
                modal = modal or ("announced" if low in {"would", "'d", "’d"} and _reported(verb) else "hypothetical")
            elif low == "should" and c.i < min((g.i for g in own if g.dep_ == "nsubj"), default=0):
                modal = "hypothetical"
            elif low in MUST:
                modal = modal or "demanded"
            elif low == "can":
                modal = modal or "hypothetical"
            elif c.lemma_ == "be" and verb.tag_ == "VBG":
                progressive, past = True, low in {"was", "were"}
            elif c.lemma_ == "have":
                perfect = True
            elif c.lemma_ == "be" and c.tag_ in {"VBZ", "VBP"} and verb.tag_ == "VB":
                modal = modal or "announced"
    if verb.tag_ == "VBG" and verb.lemma_ == "go" and any(c.dep_ == "xcomp" for c in own):
        return "announced"
    if negated:
        return "negated" if modal != "hypothetical" or not any(c.dep_ == "mark" for c in own) else "hypothetical"
    if modal is not None:
        return modal
    if verb.tag_ == "MD":
        return "hypothetical"
    if progressive and not past and not perfect and verb.tag_ == "VBG":
        return "ongoing"
    return None


def _reported(verb: Token) -> bool:
    return (
        verb.dep_ in {"ccomp", "conj"} and (verb.head.lemma_ in words().syntax["saying"] or verb.head.dep_ == "ccomp")
    ) or any(c.dep_ in {"ccomp", "parataxis"} and c.lemma_ in words().syntax["saying"] for c in verb.children)


def _of_verb(verb: Token, match: Match) -> Status:
    own = _own(verb)
    if own == "announced" and match.frame.type in HOSTILE and _conditional(verb):
        return "threatened"
    if own is not None and own != "ongoing":
        return own
    token, first = verb, True
    for _ in range(syntax.MAX_CLIMB):
        above = _step(token, match)
        if above is not None and above[0] is not None:
            return above[0]
        if above is None:
            break
        token, first = above[1], False
        if not first:
            inherited = _own(token)
            if inherited is not None and inherited != "ongoing" and _passes(token):
                return inherited
    return own or "happened"


def _passes(token: Token) -> bool:
    """True when what a clause's auxiliaries say holds for the act below it, as with "began to", "is said to"."""
    return token.lemma_ not in words().syntax["saying"]


def _conditional(verb: Token) -> bool:
    return any(
        c.dep_ == "advcl" and any(g.dep_ == "mark" and g.lower_ in {"if", "unless", "until"} for g in c.children)
        for c in verb.children
    )


def _step(token: Token, match: Match) -> tuple[Status | None, Token] | None:
    """One clause up: the status that the word above gives, or (None, that word) to climb on; `None` at the top."""
    head, label, classes = token.head, token.dep_, words()
    if head.i == token.i:
        return None
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)
    if label == "conj":
        return (
            (None, head)
            if syntax.is_verb(head) and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children)
            else None
        )
    if label in {"xcomp", "ccomp", "oprd", "advcl", "acl", "relcl"} and head.tag_[:2] in {"VB", "MD"}:
        if label in {"advcl", "acl", "relcl"} and not infinitive:
            return None
        if label == "ccomp" and head.lemma_ in {"say", "tell"}:
            return None
        if label == "xcomp" and head.lemma_ == "be" and infinitive:
            return "announced", head
        said = classes.verb_status.get(head.lemma_)
        if label == "ccomp" and said in {"proposed", "happened"} and head.lemma_ in classes.syntax["saying"]:
            said = None
        if (
            label == "ccomp"
            and not infinitive
            and said in {"announced", "threatened", "demanded"}
            and any(c.dep_ == "aux" for c in token.children)
        ):
            said = None
        negated = any(c.dep_ == "neg" for c in head.children)
        if said == "happened":
            return ("negated" if negated else None, head)
        if said is not None and (infinitive or label in {"ccomp", "xcomp"}):
            if negated:
                return ("happened" if said in {"negated", "denied"} else "negated", head)
            if said == "ongoing":
                return _own(head) or "ongoing", head
            return said, head
        if infinitive and label in {"advcl", "acl", "relcl"} and head.lemma_ not in classes.syntax["saying"]:
            return "proposed", head
        return None, head
    if label in {"xcomp", "acomp", "ccomp", "advcl", "acl"} and head.tag_[:2] in {"JJ", "RB", "VB"}:
        return classes.adjective_status.get(head.lower_), head
    if label in {"acl", "relcl", "ccomp"} and head.tag_[:2] == "NN":
        if infinitive:
            return classes.noun_status.get(head.lemma_, "proposed"), head
        if label in {"acl", "ccomp"} and head.lemma_ in classes.syntax["report"]:
            verb = head.head
            return (
                classes.verb_status.get(verb.lemma_) if verb.lemma_ in {"deny", "dispute", "refute"} else None
            ), verb
        return None
    if label in {"pcomp", "pobj"} and token.tag_ == "VB" and head.lower_ == "to" and syntax.is_verb(head.head):
        return classes.verb_status.get(head.head.lemma_), head.head
    if label == "pcomp" and head.dep_ in {"prep", "mark"}:
        return _gerund(head, match)
    if label == "dobj" and token.tag_ == "VBG" and syntax.is_verb(head):
        return classes.verb_status.get(head.lemma_), head
    return None


def _gerund(prep: Token, match: Match) -> tuple[Status | None, Token] | None:
    governor, classes, low = prep.head, words(), prep.lower_
    if low == "without":
        return "negated", governor
    if low == "from" and (
        governor.lemma_ in classes.syntax["hinder"] or classes.verb_status.get(governor.lemma_) == "negated"
    ):
        return "negated", governor
    if governor.tag_[:2] == "NN":
        return classes.noun_status.get(governor.lemma_), governor
    if low in {"of", "with", "about", "against"} and governor.lemma_ in {"warn", "threaten"}:
        return "threatened", governor
    if low in {"to", "for", "on", "of"} and syntax.is_verb(governor):
        said = classes.verb_status.get(governor.lemma_)
        if governor.lemma_ in classes.syntax["blame"] or low == "for":
            return None, governor
        return said, governor
    return None


def _long_ago(match: Match) -> bool:
    """True for "years ago", "decades ago" and the like under the predicate, when no date says it better."""
    holder = match.support or match.head
    for token in holder.subtree:
        if token.lower_ == "ago" and token.i - holder.i < 25:
            unit = next((t for t in token.children if t.dep_ == "npadvmod"), None)
            if unit is not None and unit.lemma_ in {"month", "year", "decade", "century", "generation"}:
                return True
    return False
