"""Whether an act happened: from auxiliaries, negation, the words above it, and how long ago it was.

The status of an act is that of the first word above it that says anything ("plans to", "denied that", "if", "the threat
of"), read upwards from the act's own auxiliaries. A reported clause passes what its own auxiliaries say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.extract.events import syntax
from dragoman.extract.events.auxiliaries import is_conditional, is_negated, is_to_be, own_status
from dragoman.extract.events.background import is_background
from dragoman.extract.events.governors import (
    classes,
    demanded_before,
    is_refuted,
    noun_verdict,
    report_verdict,
    verdict,
)
from dragoman.extract.events.match import Match
from dragoman.extract.events.nominal_status import climb_noun, of_noun
from dragoman.extract.events.words import words
from dragoman.extract.texts import is_drafted
from dragoman.model import Interval, Status

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

HOSTILE = {"ASSAULT", "COERCE", "SANCTION", "THREATEN", "MOBILIZE", "PROTEST"}
DEEDS = {"CONSULT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
"""Types that are not done by saying so: of what is offered or pledged, they are still to come."""
GIFTS = {"AID", "CONSULT", "COOPERATE", "MOBILIZE"}
"""Types that are not yet done when they are announced."""
VOICED = {"REQUEST", "APPEAL", "ACCUSE", "SUPPORT", "REJECT"}
"""Types that are done by what is meant to do them: "marched to demand", "phoned to thank"."""
_SPANS = {"dobj", "npadvmod"}
FINITE_PAST = {"VBD"}
CLAUSES = {"xcomp", "ccomp", "oprd", "advcl", "acl", "relcl"}


def status_of(match: Match, when: Interval, published: Interval) -> Status:
    """The status of a matched act, given the Interval of its own date and the article's."""
    act = "happened" if match.settled else _of_match(match)
    if act in {"happened", "ongoing"} and is_drafted(match.support or match.head):
        return "proposed"
    if _to_come(match, act, when, published):
        return "announced"
    if act in {"happened", "ongoing"} and is_background(match, when, published):
        return "recalled"
    if (
        act == "happened"
        and not match.settled
        and match.frame.type != "ACCUSE"
        and is_refuted(match.support or match.head)
    ):
        return "denied"
    return act


def _to_come(match: Match, act: Status, when: Interval, published: Interval) -> bool:
    """True for an act that is set after the article's day: "a truce next week", "talks would resume on Monday".

    A verb in the past is never to come, whatever day was found for it.
    """
    if when.first is None or published.last is None or when.first <= published.last or match.settled:
        return False
    head = match.support or match.head
    if head.tag_[:2] == "NN" and head.dep_ == "nsubj" and act == "hypothetical":
        head = head.head
    if act == "happened":
        return head.tag_ not in {"VBD", "VBN"} or is_to_be(head)
    return act == "hypothetical" and any(c.lower_ == "would" for c in head.children) and not is_conditional(head)


def _of_match(match: Match) -> Status:
    head, kind = match.head, match.frame.kind
    if kind == "noun":
        return _of_noun_match(match)
    if kind == "adjective":
        verb = head.head if syntax.is_verb(head.head) or head.head.dep_ == "ROOT" else head
        told = _of_verb(verb, match)
        due = words().adjective_status.get(head.lower_) if match.frame.type == "CONSULT" else None
        return due if due is not None and told == "happened" else told
    found = _of_verb(head, match)
    if found == "happened" and head.lemma_ == "continue":
        return "ongoing"
    if found == "happened" and head.lemma_ in classes()["prospective"] and _still_to_come(match):
        return verdict(head) or found
    return found


def _still_to_come(match: Match) -> bool:
    """True for a deed that is only offered, proposed or announced: "proposed a treaty", "announced a loan to"."""
    lemma, type_ = match.head.lemma_, match.frame.type
    if lemma == "announce":
        return type_ in GIFTS
    return type_ in DEEDS or (type_ == "AGREE" and lemma in {"propose", "suggest"})


def _of_noun_match(match: Match) -> Status:
    head, support = match.head, match.support
    own = of_noun(head)
    if support is None:
        return own or climb_noun(head, match) or "happened"
    carried = _of_verb(support, match)
    if support.lemma_ in {"deny", "disclaim"} and carried in {"happened", "ongoing"}:
        return "denied"
    if carried not in {"happened", "ongoing"}:
        return carried
    if verdict(support) == "negated" and support.lemma_ in classes()["dropping"]:
        return "negated"
    if own == "negated" and any(c.lower_ == "no" for c in head.lefts):
        return own
    if support.lemma_ in words().syntax["light_pending"] | classes()["prospective"]:
        return words().verb_status.get(support.lemma_, carried)
    if support.lemma_ in {"announce", "declare"} and match.frame.type not in {"RETREAT", "ACCUSE", "SUPPORT"}:
        return "announced" if carried == "happened" else carried
    return "ongoing" if support.lemma_ == "continue" else carried


def _of_verb(verb: Token, match: Match) -> Status:
    own = own_status(verb)
    if own in {"announced", "hypothetical"} and match.frame.type in HOSTILE and _threatens(verb, own):
        return "threatened"
    if own == "announced" and verb.dep_ == "ccomp" and verb.head.lemma_ in classes()["guessing"]:
        return "hypothetical"
    if own == "negated" and match.frame.type in {"ASSAULT", "COERCE"} and _disowned(verb):
        return "denied"
    if own is not None and own != "ongoing":
        return own
    token = verb
    for _ in range(syntax.MAX_CLIMB):
        above = _step(token, match)
        if above is None:
            break
        if above[0] is not None:
            return above[0]
        token = above[1]
        inherited = own_status(token)
        if inherited is not None and inherited != "ongoing" and token.lemma_ not in words().syntax["saying"]:
            return inherited
    return own or "happened"


def _disowned(verb: Token) -> bool:
    """True for harm that the one who is said to have done it says he has not: "said it had never shelled the town";
    also after "it is not true that"."""
    above = verb.head
    if verb.dep_ != "ccomp" or above.lemma_ not in words().syntax["saying"] or not _past(verb):
        return False
    subject, speaker = syntax.child(verb, "nsubj"), syntax.child(above, "nsubj")
    if subject is None or speaker is None or is_negated(above):
        return False
    return subject.lower_ in {"it", "they", "we"} or subject.lemma_ == speaker.lemma_


def _threatens(verb: Token, own: Status) -> bool:
    """True for harm that is told as a threat: with a condition, or by one who warns of his own act."""
    if own == "announced" and is_conditional(verb):
        return True
    above = verb.head
    if verb.dep_ != "ccomp" or above.lemma_ not in {"warn", "threaten"}:
        return False
    subject = syntax.child(verb, "nsubj")
    speaker = syntax.child(above, "nsubj")
    if subject is None or speaker is None:
        return False
    return subject.lower_ in {"it", "he", "she", "they", "we", "i"} or subject.lemma_ == speaker.lemma_


def _step(token: Token, match: Match) -> tuple[Status | None, Token] | None:
    """One clause up: the status that the word above gives, or (None, that word) to climb on; `None` at the top."""
    head, label = token.head, token.dep_
    if head.i == token.i:
        return None
    infinitive = syntax.is_infinitive(token)
    if label == "conj":
        own = any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children)
        head = syntax.finite_above(token) or head
        return (None, head) if syntax.is_verb(head) and not own else None
    if label == "ccomp" and _untrue(head):
        return "denied", head
    if label in CLAUSES and head.tag_[:2] in {"VB", "MD"}:
        if infinitive and head.lemma_ in classes()["voicing"] and match.frame.type in VOICED:
            return None, head
        if infinitive and label == "advcl" and match.frame.type == "PROTEST" and not is_to_come(head):
            return None, head
        if label == "ccomp" and _is_refuted_claim(head):
            return "denied", head
        return _under_verb(token, head, infinitive)
    if label in {"xcomp", "acomp", "ccomp", "advcl", "acl"} and head.tag_[:2] in {"JJ", "RB", "VB"}:
        return words().adjective_status.get(head.lower_), head
    if label == "xcomp" and syntax.is_plan(head):
        return verdict(head), head
    if label in {"acl", "relcl", "ccomp"} and head.tag_[:2] == "NN":
        if infinitive and _is_granted(head):
            return "demanded", head.head
        if infinitive and noun_verdict(head) is None and _is_ranked(head, token):
            return None, head.head if head.dep_ in {"attr", "oprd"} else head
        if infinitive:
            return noun_verdict(head) or "proposed", head
        if any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children) and not _past(token):
            said = noun_verdict(head) or demanded_before(token, head)
            if said is not None:
                return said, head
            verb = head.head.head
            if head.dep_ == "pobj" and syntax.is_verb(verb) and verdict(verb) == "demanded":
                return "demanded", verb
        if label in {"acl", "ccomp"} and head.lemma_ in words().syntax["report"]:
            return report_verdict(head), head.head
        return None
    if label in {"pcomp", "pobj"} and token.tag_ == "VB" and head.lower_ == "to" and syntax.is_verb(head.head):
        return verdict(head.head, "to"), head.head
    if label == "pcomp" and head.dep_ in {"prep", "mark"}:
        return _gerund(head)
    if label == "dobj" and token.tag_ == "VBG" and syntax.is_verb(head):
        return _passed(verdict(head), head)
    return None


def is_to_come(verb: Token) -> bool:
    """True for a verb under a modal or in the infinitive: what is done by it has not been done."""
    return any(c.tag_ in {"MD", "TO"} for c in verb.children)


def _is_refuted_claim(verb: Token) -> bool:
    """True for "claims" in "dismissed as lies the rebels' claims that they …", where the parser took it for a verb."""
    above = verb.head
    if verb.lemma_ not in words().syntax["report"] or verb.dep_ != "advcl" or verb.tag_ != "VBZ":
        return False
    return above.lemma_ in classes()["refuting"] and any(c.lower_ == "as" for c in above.rights)


def _has_limit(verb: Token, below: Token) -> bool:
    """True for "has until Friday to sign": what somebody has time for is asked of him."""
    until = any(c.dep_ == "prep" and c.lower_ in {"until", "till", "by"} and c.i < below.i for c in verb.rights)
    return until or any(c.dep_ in _SPANS and c.lemma_ in words().syntax["time"] for c in verb.rights)


def _is_granted(time: Token) -> bool:
    """True for "48 hours" in "gave the envoy 48 hours to leave"."""
    return time.dep_ == "dobj" and time.head.lemma_ in {"have", "give"} and time.lemma_ in words().syntax["time"]


def _is_ranked(noun: Token, deed: Token) -> bool:
    """True for "the first state to recognise", "the latest to resign", "the only one to have attacked": they did."""
    ranks = classes()["ranking"]
    if any(c.dep_ == "aux" and c.lower_ == "have" for c in deed.children):
        return True
    return noun.lower_ in ranks or any(c.lower_ in ranks or c.tag_ == "JJS" for c in noun.lefts)


def _untrue(verb: Token) -> bool:
    """True for "it is not true that", "it is false that"."""
    said = next((c.lower_ for c in verb.children if c.dep_ in {"acomp", "attr"}), "") if verb.lemma_ == "be" else ""
    return (said in {"true", "correct"} and is_negated(verb)) or said in {"untrue", "false"}


def _under_verb(token: Token, head: Token, infinitive: bool) -> tuple[Status | None, Token] | None:
    """The step from a clause to the verb that governs it."""
    label, saying = token.dep_, words().syntax["saying"]
    gerund = token.tag_ == "VBG" and not any(c.dep_ == "aux" for c in token.children)
    said = verdict(head)
    if gerund and label == "advcl" and _particled(head):
        return _passed(said, head)
    if label in {"advcl", "acl", "relcl"} and not infinitive:
        return None
    if label == "ccomp" and not infinitive and (head.lemma_ in {"say", "tell"} or token.i < head.i):
        return None
    if infinitive and head.lemma_ in {"have", "give"} and _has_limit(head, token):
        return "demanded", head
    if label == "xcomp" and head.lemma_ == "be" and infinitive:
        return own_status(head) or "announced", head
    if label == "xcomp" and head.lemma_ == "have" and infinitive and head.tag_ in {"VBZ", "VBP", "VB"}:
        return own_status(head) or "demanded", head
    if label == "ccomp" and not infinitive and not gerund:
        if head.lemma_ in classes()["witnessing"]:
            return None
        if said in {"proposed", "happened"} and head.lemma_ in saying and not _subjunctive(token, head):
            said = None
        if said in {"announced", "threatened", "demanded"} and any(c.dep_ == "aux" for c in token.children):
            said = None
        if said not in {"denied", "hypothetical"} and _past(token):
            said = None
            if any(c.tag_ in {"WP", "WRB", "WDT"} and c.i < token.i for c in token.children):
                return None
    if said == "proposed" and head.lemma_ in {"want", "wish", "like"} and syntax.child(token, "nsubj") is not None:
        said = "demanded"
    if said == "happened" and not is_negated(head):
        return None, head
    if said is not None and (infinitive or label in {"ccomp", "xcomp"}):
        return _passed(said, head)
    if infinitive and label in {"advcl", "acl", "relcl"} and head.lemma_ not in saying:
        return "proposed", head
    return None, head


def _passed(said: Status | None, verb: Token) -> tuple[Status | None, Token]:
    """What a governing verb says of the act, as its own negation and auxiliaries leave it."""
    if said is None:
        return None, verb
    if is_negated(verb) and verb.lemma_ in classes()["excluding"]:
        return "hypothetical", verb
    if is_negated(verb):
        return ("happened" if said in {"negated", "denied"} else "negated"), verb
    return (own_status(verb) or said if said == "ongoing" else said), verb


def _particled(verb: Token) -> bool:
    """True for a verb whose particle belongs to its meaning: "ruled out sending"."""
    return any(c.dep_ == "prt" and f"{verb.lemma_}-{c.lower_}" in words().verb_status for c in verb.children)


def _subjunctive(token: Token, head: Token) -> bool:
    """True for "suggested that the two sides meet": a past verb over a bare one."""
    bare = not any(c.dep_ in {"aux", "auxpass"} and c.tag_ != "VB" for c in token.children)
    return bare and token.tag_ in {"VB", "VBP"} and head.tag_ in {"VBD", "VBN"}


def _past(token: Token) -> bool:
    """True for a clause in the past or perfect: what is told in it is not still to come."""
    helping = [c for c in token.children if c.dep_ in {"aux", "auxpass"}]
    if any(c.tag_ == "MD" or c.lower_ == "to" for c in helping):
        return False
    return token.tag_ in FINITE_PAST or any(c.tag_ in {"VBD", "VBZ", "VBP"} for c in helping)


def _gerund(prep: Token) -> tuple[Status | None, Token] | None:
    governor, low = prep.head, prep.lower_
    if low == "without":
        return "negated", governor
    if governor.lower_ == "short" and syntax.is_verb(governor.head):
        return "negated", governor.head
    if low == "from" and (
        governor.lemma_ in words().syntax["hinder"] or words().verb_status.get(governor.lemma_) == "negated"
    ):
        return _passed("negated", governor)
    if governor.tag_[:2] == "NN":
        if governor.lemma_ in words().syntax["report"]:
            return report_verdict(governor), governor
        return noun_verdict(governor), governor
    if low in {"of", "with", "about", "against"} and governor.lemma_ in {"warn", "threaten"}:
        return "threatened", governor
    if syntax.is_verb(governor):
        if f"{governor.lemma_}-{low}" in words().verb_status:
            return _passed(verdict(governor, low), governor)
        if low in {"to", "for", "on", "of"} or governor.lemma_ == "aim":
            if governor.lemma_ in words().syntax["blame"] or low == "for":
                return None, governor
            return verdict(governor), governor
    return None
