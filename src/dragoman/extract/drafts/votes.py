"""How members vote or mean to, sentence by sentence: the word that tells it, who is told of, and which ballot it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.extract.drafts import clauses
from dragoman.extract.drafts.clauses import child, is_passive, is_verb, joined, voters
from dragoman.extract.drafts.lexicon import Lexicon

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

LEANING = "leaning "
_TO_DO = frozenset({"adopt", "approve", "pass", "reject"})
_UNWON = frozenset({"fail", "struggle", "unable", "yet", "inability", "failure"})


@dataclass(frozen=True, slots=True)
class Cast:
    """One telling of a ballot: its word, the words for its members, the ballot, its object, and how it was told."""

    word: Token
    voters: tuple[Token, ...]
    vote: str
    text: Token | None
    """The noun for the draft, where the clause has one."""
    rule: str
    done: bool
    """Cast, not only announced, threatened or expected."""
    clause: Token
    """The verb from whose clause an "it" is understood."""


def casts_of(sentence: list[Token], lexicon: Lexicon) -> Iterator[Cast]:
    """Every telling in a sentence, in text order. Questions, conditions, and what others ask for are no ballots."""
    for token in sentence:
        lemma = token.lemma_.lower()
        if is_verb(token):
            yield from _of_verb(token, lemma, lexicon)
        elif lemma == "veto" and token.tag_ == "NN":
            yield from _of_veto_noun(token, lexicon)
        elif lexicon.has("wavering", lemma):
            yield from _of_wavering(token)
        elif lexicon.has("reservations", lemma):
            yield from _of_reservations(token)


def _of_verb(verb: Token, lemma: str, lexicon: Lexicon) -> Iterator[Cast]:
    if lemma == "abstain":
        yield from _told(verb, "abstain", None, "abstain", lexicon)
    elif lemma == "vote":
        vote, text = _voted(verb)
        if vote is not None:
            yield from _told(verb, vote, text, "vote", lexicon)
    elif lexicon.has("veto_verbs", lemma):
        veto = child(verb, "dobj", "nsubjpass")
        if veto is not None and veto.lemma_.lower() in {"veto", "no"} and lemma != "veto":
            yield from _told(verb, "veto", _against(veto) or _against(verb), "veto", lexicon)
    elif lemma in lexicon.ballot or lexicon.has("sponsor", lemma):
        text = child(verb, "nsubjpass") if is_passive(verb) else child(verb, "dobj")
        if text is None and verb.dep_ == "acl" and is_passive(verb):
            text = verb.head
        if text is None and verb.dep_ == "relcl" and not is_passive(verb) and clauses.subject(verb) is not verb.head:
            text = verb.head
        if text is not None:
            text = _relative(text, verb)
            rule = "sponsor" if lemma not in lexicon.ballot else "veto" if lexicon.ballot[lemma] == "veto" else "stance"
            yield from _told(verb, lexicon.ballot.get(lemma, LEANING + "yes"), text, rule, lexicon)
    if lexicon.has("won", lemma):
        yield from _of_winning(verb, lexicon)
    elif lexicon.has("convinced", verb.lower_) and clauses.is_negated(verb):
        member = child(verb, "nsubjpass", "nsubj")
        if member is not None:
            yield Cast(verb, tuple(joined(member)), "undeclared", None, "not convinced", False, verb)
    elif lemma == "decide" and (clauses.is_negated(verb) or verb.head.lemma_ in {"have", "yet"}):
        member = clauses.subject(verb)
        if member is not None:
            yield Cast(verb, tuple(joined(member)), "undeclared", None, "not decided", False, verb)


def _relative(noun: Token, verb: Token) -> Token:
    return verb.head if noun.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl" else noun


def _voted(verb: Token) -> tuple[str | None, Token | None]:
    """The ballot after "vote": "against the draft", "in favour of it", "for", "yes", "to adopt"."""
    for c in verb.children:
        low = c.lower_
        if c.dep_ == "prep" and low == "against":
            return "no", child(c, "pobj")
        if c.dep_ == "prep" and low == "for":
            return "yes", child(c, "pobj")
        if c.dep_ == "prep" and low == "in" and any(g.lower_ in {"favor", "favour", "support"} for g in c.children):
            noun = child(c, "pobj")
            of = child(noun, "prep") if noun is not None else None
            return "yes", child(of, "pobj") if of is not None else None
        if low in {"yes", "no"} and c.i > verb.i:
            return low, None
        if c.dep_ in {"advcl", "xcomp"} and c.lemma_ in _TO_DO and child(c, "aux") is not None:
            return "no" if c.lemma_ == "reject" else "yes", child(c, "dobj")
    return None, None


def _against(noun: Token) -> Token | None:
    for c in noun.children:
        if c.dep_ == "prep" and c.lower_ in {"against", "of", "on", "over"}:
            return child(c, "pobj")
    return None


def _of_winning(verb: Token, lexicon: Lexicon) -> Iterator[Cast]:
    """Those whom somebody has not won over: "failed to convince Togo", "has yet to persuade", "could not win over"."""
    won = child(verb, "dobj")
    if won is None:
        return
    head = verb.head
    yet = head.lemma_ == "have" and any(c.lower_ == "yet" for c in head.children)
    if clauses.is_negated(verb) or head.lemma_.lower() in _UNWON or yet:
        yield Cast(verb, tuple(joined(won)), "undeclared", None, "not won over", False, verb)


def _of_wavering(word: Token) -> Iterator[Cast]:
    """ "Gabon is undecided", "remains sceptical"."""
    head = word.head
    if word.dep_ in {"acomp", "oprd", "attr"} and is_verb(head) and not clauses.is_negated(head):
        member = clauses.subject(head)
        if member is not None:
            yield Cast(word, tuple(joined(member)), "undeclared", None, "wavering", False, head)


def _of_reservations(noun: Token) -> Iterator[Cast]:
    """ "Nepal has reservations about the draft"."""
    verb = noun.head
    if noun.dep_ != "dobj" or verb.lemma_ not in {"have", "express", "voice"}:
        return
    holder = clauses.subject(verb)
    if holder is not None and not clauses.is_negated(noun) and not clauses.is_negated(verb):
        yield Cast(noun, tuple(joined(holder)), "undeclared", None, "reservations", False, verb)


def _of_veto_noun(veto: Token, lexicon: Lexicon) -> Iterator[Cast]:
    """ "A Russian veto", "a veto by Russia and China", "the threat of a French veto", "fear"."""
    head = veto.head
    if veto.dep_ in {"dobj", "nsubjpass"} and lexicon.has("veto_verbs", head.lemma_.lower()):
        return
    by = next((c for c in veto.children if c.dep_ in {"prep", "agent"} and c.lower_ in {"by", "from"}), None)
    who = joined(child(by, "pobj")) if by is not None else joined(clauses.origin(veto))
    governor = head.head if head.dep_ in {"prep", "agent"} else head
    lemmas = {head.lemma_.lower(), governor.lemma_.lower()}
    if lexicon.has("threat", veto.head.lemma_.lower()) and is_verb(head) and not who:
        who = joined(clauses.subject(head))
    if not who:
        return
    following = veto.doc[veto.i + 1].lower_ if veto.i + 1 < len(veto.doc) else ""
    if any(lexicon.has("history", c.lower_) for c in veto.children):
        return
    if following == "power" or clauses.is_negated(head) or clauses.is_negated(veto):
        return
    open_ = any(lexicon.has(s, w) for s in ("threat", "foreseen", "risked") for w in lemmas)
    after = governor.lemma_ == "follow" or head.lower_ in {"after", "following", "despite", "since"}
    told = lexicon.has("judged", head.lemma_.lower()) and head.tag_ in {"VBD", "VBN", "VBZ", "VBP"}
    if open_:
        yield Cast(veto, tuple(who), LEANING + "veto", _against(veto), "veto feared", False, head)
    elif after or told:
        yield Cast(veto, tuple(who), "veto", _against(veto), "veto", True, head)


def _told(verb: Token, vote: str, text: Token | None, rule: str, lexicon: Lexicon) -> Iterator[Cast]:
    """The ballot with what is said of it: done, announced, threatened, foreseen, denied."""
    who = voters(verb)
    if not who and verb.dep_ == "pcomp" and verb.head.lower_ == "with":
        who = joined(child(verb, "nsubj"))
    if not who:
        return
    stance = rule in {"stance", "sponsor"}
    shade = _shade(verb, lexicon)
    if shade is None:
        return
    denied = clauses.is_negated(verb) != (shade == "undone")
    if denied:
        vote = _denied(vote, stance, shade)
        if not vote:
            return
    done = shade == "done" and not denied and not stance
    less = shade in {"threat", "foreseen"} or vote == "veto"
    if not done and less and not vote.startswith(LEANING) and vote != "undeclared":
        vote = LEANING + vote
    yield Cast(verb, tuple(who), vote, text, rule if shade == "done" else f"{rule}, {_SAID[shade]}", done, verb)


_SAID = {"threat": "announced", "foreseen": "expected", "announced": "announced", "undone": "denied"}


def _denied(vote: str, stance: bool, shade: str) -> str:
    """The ballot that a denied one leaves: who will not support leans to no, who will not veto is open."""
    if vote in {LEANING + "yes", "yes"}:
        return LEANING + "no" if shade != "done" or stance else ""
    return "undeclared" if vote in {"veto", "no"} and shade != "done" else ""


def _shade(verb: Token, lexicon: Lexicon) -> str | None:
    """What the words above and around make of the vote; `None` where it is no ballot of its own."""
    if clauses.is_conditional(verb):
        return None
    own = clauses.auxiliaries(verb)
    shade = "done"
    if any(lexicon.has("should", a) for a in own):
        return None
    if any(lexicon.has("maybe", a) for a in own):
        shade = "foreseen" if own & {"could", "may", "might"} else "announced"
    elif any(lexicon.has("future", a) for a in own):
        shade = "announced"
    elif (verb.tag_ == "VB" and "to" in own) or (verb.tag_ == "VBG" and verb.dep_ == "pcomp"):
        shade = "open"
    if verb.tag_ == "VBG" and "be" not in {c.lemma_ for c in verb.children} and verb.head.lower_ == "with":
        shade = "done"
    token = verb
    for governor in clauses.above(verb):
        word = governor.lemma_.lower()
        if clauses.is_conditional(governor):
            return None
        if lexicon.has("won", word) and token.dep_ in {"xcomp", "ccomp"}:
            return None
        if lexicon.has("asked", word) and token.dep_ in {"xcomp", "ccomp", "acl", "pcomp", "prep"}:
            return None
        if lexicon.has("undone", word) and token.dep_ == "xcomp":
            return "undone"
        if lexicon.has("threat", word) and shade in {"open", "announced"}:
            if clauses.is_negated(governor) or any(lexicon.has("should", a) for a in clauses.auxiliaries(governor)):
                return None
            return "threat"
        if lexicon.has("foreseen", word) and shade in {"open", "announced", "foreseen"}:
            return "foreseen"
        token = governor
    return None if shade == "open" else shade
