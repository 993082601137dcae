"""All acts of one sentence: every predicate that meets a frame, and what is done by saying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.extract.events import syntax
from dragoman.extract.events.match import Match, match_adjective, match_verb
from dragoman.extract.events.matrix import hostile_promise, intent, quoted_demand, said_acts
from dragoman.extract.events.nominal import Lent, match_noun
from dragoman.extract.events.nominal_status import ENDING
from dragoman.extract.events.participants import Party, Scene
from dragoman.extract.events.plausible import plausible
from dragoman.extract.events.words import words

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

ASKING = {"REQUEST", "APPEAL", "THREATEN"}
"""Types whose object names a further act, the one that is asked for or threatened: "demanded the release of"."""
MATCHED = {"VB", "NN"}
"""First letters of the tags of verbs, also of those that the parser took for nouns."""
WORD_BEFORE = 6
"""Tokens before "that" in which the noun stands whose clause it is."""
PRONOUNS = {"it", "they", "he", "she", "them", "him", "we", "i", "its", "their", "his", "her", "our"}


def scan(scene: Scene) -> list[Match]:
    """The matches of a sentence, in text order; a noun that a verb's frame has used up is not met again,
    unless what it names is demanded or threatened."""
    doc = scene.sentence.doc
    found: list[Match] = []
    used: dict[int, str] = {}
    for token in doc:
        match = None
        if token.tag_[:2] in MATCHED and (syntax.is_verb(token) or syntax.is_lost_verb(token)):
            match = match_verb(scene, token) or (match_adjective(scene, token) if token.tag_ == "VBN" else None)
        elif token.tag_[:2] == "JJ":
            match = match_adjective(scene, token)
        if match is not None:
            found.append(match)
            asks = "REQUEST" if match.frame.lemma == "call" and match.frame.type == "ACCUSE" else match.frame.type
            used.update(dict.fromkeys(sorted(match.used), asks))
    for token in doc:
        named = token.tag_[:2] == "NN" or (token.tag_ == "VBG" and token.dep_ == "nsubj" and _is_nominal(token))
        if named and used.get(token.i, "") in {"", *ASKING}:
            asker = _asker(token, found)
            match = match_noun(scene, token, asked=token.i in used or asker is not None, lent=_lent(asker, token))
            if match is None or (token.i in used and match.frame.type in {used[token.i], *ASKING}):
                continue
            whole = _means_of(token, found)
            if whole is None:
                found.append(match)
            else:
                whole.recipients.extend(match.recipients)
                whole.actors = whole.actors or match.actors
    verbs = [token for token in doc if syntax.is_verb(token)]
    said = [m for verb in verbs for m in said_acts(scene, verb, found)]
    for verb in verbs:
        asked = quoted_demand(scene, verb, said)
        if asked is not None:
            said.append(asked)
    told = {(m.head.i, m.frame.type) for m in found}
    said = [m for m in said if (m.head.i, m.frame.type) not in told]
    found = [hostile_promise(m, found) for m in _merged(found)]
    intents: list[Match] = []
    kept: list[Match] = []
    for match in found:
        will = intent(scene, match)
        if will is not None:
            intents.append(will)
        if will is None or will.frame.type != "REJECT":
            kept.append(match)
    everything = sorted([*kept, *said, *intents], key=lambda m: (m.first.i, m.last.i, m.frame.id))
    for match in everything:
        match.actors = [n for p in match.actors for n in _named(scene, p)]
        match.recipients = [n for p in match.recipients for n in _named(scene, p)]
    return [m for m in everything if plausible(scene, m)]


def _is_nominal(gerund: Token) -> bool:
    """True for "Fighting between the clans", not for "Fighting the clans"."""
    return all(c.dep_ == "prep" for c in gerund.rights)


def _asker(noun: Token, found: list[Match]) -> Match | None:
    """The threat whose object a noun is: "threatened a boycott", "threatened Chad with sanctions"."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in {"with", "of"} else noun.head
    if noun.dep_ not in {"dobj", "pobj"} or not syntax.is_verb(verb):
        return None
    return next((m for m in found if m.head.i == verb.i and m.frame.type == "THREATEN"), None)


def _lent(asker: Match | None, noun: Token) -> Lent:
    """Who would do what is threatened, and to whom, where the noun itself does not say."""
    if asker is None:
        return (), ()
    return tuple(asker.actors), tuple(p for p in asker.recipients if not p.first.i <= noun.i <= p.last.i)


def _merged(found: list[Match]) -> list[Match]:
    """Acts of one kind told by verbs that belong together ("attacked, killing two and wounding five") as one; and no
    act that is only named inside another's recipient ("condemned the attack on")."""
    out: list[Match] = []
    for match in sorted(found, key=lambda m: m.head.i):
        whole = next((m for m in out if _one_act(m, match)), None)
        if whole is None:
            out.append(match)
            continue
        if match.recipients:
            whole.used |= {match.head.i, *match.used}
        if _blow_of(whole, match):
            match.used |= whole.used | {whole.head.i}
            out = [match if m is whole else m for m in out]
            match.recipients.extend(whole.recipients)
            continue
        known = {p.head.i for p in (*whole.actors, *whole.recipients)}
        whole.recipients.extend(p for p in match.recipients if p.head.i not in known)
        whole.actors = whole.actors or match.actors
    inside = [(p.first.i, p.last.i, m) for m in out for p in m.recipients]
    return [m for m in out if m.actors or m.frame.kind != "noun" or not _inside(m, inside)]


def _inside(match: Match, phrases: list[tuple[int, int, Match]]) -> bool:
    return any(first <= match.head.i <= last and other is not match for first, last, other in phrases)


def _one_act(whole: Match, part: Match) -> bool:
    if whole.frame.type != part.frame.type or whole.frame.kind != "verb" or part.frame.kind != "verb":
        return False
    if whole.frame.type not in {"ASSAULT", "COERCE"} or part.head.dep_ not in {"conj", "advcl", "xcomp"}:
        return False
    if _blow_of(whole, part):
        return True
    if part.head.dep_ == "xcomp" and (part.head.tag_ != "VBG" or syntax.is_infinitive(part.head)):
        return False
    if not any(
        part.head.head.i == m.i for m in (whole.head, *[c for c in whole.head.children if c.dep_ in {"conj", "advcl"}])
    ):
        return False
    if _elsewhere(whole, part):
        return False
    return not part.actors or {p.head.i for p in part.actors} == {p.head.i for p in whole.actors}


def _blow_of(toll: Match, blow: Match) -> bool:
    """True for "shelled" in "two were killed when troops shelled the town": what they were killed by."""
    if toll.actors or blow.head.dep_ != "advcl" or toll.head.lemma_ not in words().syntax["toll"]:
        return False
    if not syntax.is_passive(toll.head) or blow.head.head.i != toll.head.i:
        return False
    return any(c.lower_ == "when" for c in blow.head.lefts)


def _elsewhere(whole: Match, part: Match) -> bool:
    """True for two blows, each at a town of its own: "bombed Aden and shelled Taiz", "hit Aden, killing two" is one."""
    if part.head.dep_ != "conj":
        return False
    here, there = _towns(whole), _towns(part)
    return bool(here) and bool(there) and not here & there


def _towns(match: Match) -> set[str]:
    """The names of what is hit, where that is a place or goes by a name, and of where the verb's clause sets it."""
    named = {p.head.text for p in match.recipients if p.head.tag_ == "NNP"}
    set_in = {t.text for w, t in syntax.prepositions(match.head, deep=False) if w in {"in", "near"} and t.tag_ == "NNP"}
    return named | set_in


def _means_of(noun: Token, found: list[Match]) -> Match | None:
    """The act already met that a noun is the means of: the airstrike that killed, the attack in which it killed."""
    for match in found:
        if match.frame.type != "ASSAULT" or match.frame.kind != "verb":
            continue
        if any(f.token.i == noun.i for f in syntax.subjects(match.head)):
            return match
        if (
            noun.dep_ == "pobj"
            and noun.head.head.i == match.head.i
            and noun.head.lower_ in {"in", "with", "during", "by"}
        ):
            return match
    return None


def _named(scene: Scene, party: Party) -> list[Party]:
    """A pronoun replaced by the phrase that it stands for, where the sentence itself says: the speaker's "it", what
    stands in apposition to it, all of "their"."""
    token = party.head
    if token.lower_ not in PRONOUNS or token.tag_[:3] != "PRP":
        return [party]
    if _is_what_ends(token):
        return []
    beside = syntax.child(token, "appos")
    if beside is not None and scene.actors(beside):
        return scene.actors(beside)
    clause = token
    undergoing = token.tag_ == "PRP" and token.dep_ in {"dobj", "dative", "pobj"}
    conditional = False
    for _ in range(syntax.MAX_CLIMB):
        if clause.head.i == clause.i:
            return [party]
        clause = clause.head
        source = _signaller(scene, clause, token)
        if source:
            return source
        if not syntax.is_verb(clause):
            continue
        if undergoing:
            undergoing = False
            continue
        threatened = _undergoing(clause) if conditional else []
        conditional = conditional or _is_condition(clause)
        for filler in (*threatened, *syntax.subjects(clause)):
            candidate = filler.token
            if candidate.i == token.i or candidate.i > token.i or candidate.lower_ in PRONOUNS:
                continue
            speaks = clause.lemma_ in scene.words.syntax["saying"] and syntax.is_noun(candidate)
            fits = _agrees(scene, token, candidate, heeded=filler not in threatened)
            if not fits and not (
                speaks and token.lower_ == "it" and candidate.tag_ != "NNS" and not scene.kinds(candidate)
            ):
                continue
            named = scene.actors(candidate) or ([scene.party(candidate)] if speaks else [])
            if named:
                return named if token.lower_ in {"they", "their", "them"} else named[:1]
    return [party]


def _undergoing(verb: Token) -> list[syntax.Filler]:
    """The object of a verb and of what completes it: Chad, in "threatened to bomb Chad"."""
    below = syntax.complement(verb)
    return [*syntax.objects(verb), *(syntax.objects(below) if below is not None else [])]


def _is_condition(clause: Token) -> bool:
    """True for "if it does not stop": whoever is threatened is meant before who threatens."""
    return clause.dep_ == "advcl" and any(
        c.dep_ == "mark" and c.lower_ in {"if", "unless", "until"} for c in clause.children
    )


def _is_what_ends(token: Token) -> bool:
    """True for "it" in "a halt to it": an act, and nobody."""
    noun = token.head.head
    return token.lower_ == "it" and token.dep_ == "pobj" and noun.lemma_ in ENDING and syntax.is_noun(noun)


def _signaller(scene: Scene, clause: Token, pronoun: Token) -> list[Party]:
    """Whose word a noun is that a clause with a pronoun stands after: "signals from Chad that it wants", "Chad's claim
    that it has"; the parser hangs the clause on the verb as often as on the noun."""
    mark = next((c for c in clause.lefts if c.dep_ == "mark" and c.lower_ == "that"), None)
    if mark is None or pronoun.lower_ not in {"it", "its", "they", "their"}:
        return []
    before = pronoun.doc[max(mark.i - WORD_BEFORE, 0) : mark.i]
    noun = next((t for t in reversed(list(before)) if t.lemma_ in scene.words.syntax["word_of"]), None)
    if noun is None:
        return []
    owner = syntax.child(noun, "poss")
    found = [t for w, t in syntax.prepositions(noun, deep=False) if w in {"from", "by"}] + ([owner] if owner else [])
    return [p for t in found if t.i < mark.i for p in scene.actors(t)][:1]


def _agrees(scene: Scene, pronoun: Token, noun: Token, *, heeded: bool = True) -> bool:
    """True when a pronoun can stand for a noun: by whom the cast takes it for, where that is `heeded`, else by form."""
    own = scene.cast.actor_of(scene.sentence, pronoun) if heeded else None
    other = scene.cast.actor_of(scene.sentence, noun)
    if own is not None and other is not None:
        return own.id == other.id
    counts = noun.lemma_ in scene.words.kinds_of("quantity")
    plural = noun.tag_ in {"NNS", "NNPS"} or len(syntax.conjuncts(noun)) > 1 or counts
    kinds = scene.kinds(noun)
    low = pronoun.lower_
    if low in {"they", "their", "them", "we", "our"}:
        return plural or "org" in kinds or bool(kinds & {"name"})
    if low in {"it", "its"}:
        return not plural and "person" not in kinds and bool(kinds)
    if low in {"he", "she", "him", "his", "her", "i"}:
        return not plural and bool(kinds & {"person", "name"}) and "org" not in kinds
    return False
