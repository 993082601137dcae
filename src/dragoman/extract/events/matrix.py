"""Acts done by saying: "said Mali must go" is a demand, "said it would go" a promise, "will not go" a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.extract.events import syntax
from dragoman.extract.events.fill import anywhere, condition
from dragoman.extract.events.frames import Frame
from dragoman.extract.events.match import Match
from dragoman.extract.events.participants import Party, Scene
from dragoman.extract.events.words import words

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

ACTORS = frozenset({"person", "org", "place"})
ADDRESSED = frozenset({"person", "org"})
GIVING = {"CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE", "AGREE"}
HOSTILE = {"ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE"}
DEMAND = Frame("request/A say R must do", "REQUEST", cameo="100")
GOING = Frame("retreat/A must go", "RETREAT", cameo="083", mode="resign")
PROMISE = Frame("agree/A say A will do", "AGREE", cameo="030")
REFUSAL = Frame("reject/A will not do", "REJECT", cameo="120")
THREAT = Frame("threaten/A say A will do", "THREATEN", cameo="130")
BLAME = Frame("accuse/A say R is responsible", "ACCUSE", cameo="112", mode="allege")
WILL = {"will", "would", "'ll", "’ll", "shall"}
DEEDS = frozenset({"person", "org", "place", "act"})
GUILTY = {"responsible", "guilty", "culpable", "complicit", "behind"}


def said_acts(scene: Scene, verb: Token, below: list[Match]) -> list[Match]:
    """The acts that a verb of saying does with what it says; `below` are the frames met in the sentence."""
    classes = scene.words.syntax
    if verb.lemma_ not in classes["saying"]:
        return []
    content = syntax.child(verb, "ccomp") or _lost_content(verb)
    if content is None or not (syntax.is_verb(content) or content.tag_ == "MD"):
        return []
    subjects = syntax.subjects(verb)
    if not subjects or syntax.is_passive(verb):
        return []
    speakers = scene.actors(subjects[0].token)
    if not speakers:
        return []
    inner = syntax.child(content, "nsubj", "nsubjpass")
    if inner is None:
        return []
    out: list[Match] = []
    auxiliaries = {c.lower_ for c in content.children if c.dep_ in {"aux", "auxpass"}}
    path = [f"A={verb.lemma_}-nsubj", f"content={content.lemma_}"]
    alone = verb.lemma_ in classes["thinking"] and not _speaks_for_itself(scene, subjects[0].token, verb)
    if _obliges(content, auxiliaries) and not alone:
        target = _after(verb, scene.parties(inner, ADDRESSED))
        pronoun = "pronoun" in scene.kinds(inner)
        if target and not (pronoun and inner.lower_ in {"we", "i"}) and not _self(scene, subjects[0].token, inner):
            out.append(Match(DEMAND, verb, verb, verb, speakers, target, path, set(), None, content))
            if content.lemma_ == "go" and not any(c.dep_ in {"prep", "prt", "xcomp"} for c in content.children):
                out.append(Match(GOING, content, content, content, target, [], ["A=nsubj"]))
    elif _guilty(content) or _wrongs(scene, content):
        target = _after(verb, scene.parties(inner, ACTORS))
        if target and not _self(scene, subjects[0].token, inner):
            out.append(Match(BLAME, verb, verb, verb, speakers, target, path, set(), None, content))
    elif auxiliaries & WILL and _hits_back(content, verb) and _self(scene, subjects[0].token, inner):
        struck, _ = anywhere(scene, content, ACTORS, set())
        out.append(Match(THREAT, verb, verb, verb, speakers, struck, path, set(), None, content, settled=True))
    elif _menaces(content, auxiliaries):
        target = _after(verb, scene.parties(inner, ADDRESSED))
        if target and not _self(scene, subjects[0].token, inner):
            out.append(Match(THREAT, verb, verb, verb, speakers, target, path, set(), None, content, settled=True))
    elif _is_crime(content):
        target = _after(verb, scene.parties(inner, DEEDS))
        if target and "pronoun" not in scene.kinds(inner):
            out.append(Match(BLAME, verb, verb, verb, speakers, target, path, set(), None, content))
    return out


def quoted_demand(scene: Scene, verb: Token, said: list[Match]) -> Match | None:
    """What somebody asks for in his own words: "All states must disarm," he said; `said` are the demands that a verb of
    saying in the sentence already gave."""
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if not _obliges(verb, auxiliaries) or verb.dep_ in {"advcl", "relcl", "acl"}:
        return None
    if any(m.frame is DEMAND and m.complement is not None and m.complement.i == verb.i for m in said):
        return None
    statement = scene.voices.innermost(scene.sentence.span_of(verb))
    subject = syntax.child(verb, "nsubj", "nsubjpass")
    if statement is None or statement.kind == "indirect" or not statement.source or subject is None:
        return None
    speaker = statement.speaker
    if speaker is None or (speaker.office is None and speaker.country is None and not speaker.id.startswith("org:")):
        return None
    if subject.lower_ in {"we", "i", "you", "it", "this", "that", "there"}:
        return None
    target = scene.parties(subject, ADDRESSED)
    if not any(scene.actor_of(p.head) is not None or p.head.tag_ == "NNS" for p in target):
        return None
    return Match(DEMAND, verb, verb, verb, [], target, ["A=speaker"], set(), None, None, statement, settled=True)


def _lost_content(verb: Token) -> Token | None:
    """What is said where the parser took the verb of saying for an adjective: "Chad alleged Moss was a spy"."""
    subject = verb.head
    own = syntax.child(verb, "nsubj")
    if verb.dep_ != "amod" or own is None or own.i > verb.i or subject.dep_ not in {"nsubj", "nsubjpass"}:
        return None
    return subject.head


def _after(verb: Token, parties: list[Party]) -> list[Party]:
    """The parties without what stands before the verb, which such a parse hangs on them."""
    return [p._replace(first=verb.nbor()) if p.first.i <= verb.i < p.head.i else p for p in parties]


def _speaks_for_itself(scene: Scene, subject: Token, verb: Token) -> bool:
    """True for a state or a body that "feels" or "believes": what it thinks is known because it says so."""
    actor = scene.cast.actor_of(scene.sentence, subject)
    return actor is not None and actor.id.startswith(("state:", "org:")) and verb.lemma_ in {"feel", "believe", "think"}


def intent(scene: Scene, match: Match) -> Match | None:
    """What somebody does by saying that he will (not) do the matched act: a promise, a threat, a refusal."""
    head = match.support or match.head
    if match.frame.kind == "adjective" or match.frame.type not in GIVING | HOSTILE or not match.actors:
        return None
    auxiliaries = {c.lower_ for c in head.children if c.dep_ == "aux"}
    if match.frame.lemma in words().syntax["staying"]:
        return None
    negated = any(c.dep_ == "neg" for c in head.children)
    future = bool(auxiliaries & {"will", "wo", "'ll", "’ll", "shall"})
    said = _said_by_doer(scene, head)
    if not future and not (said is not None and auxiliaries & {"would", "'d", "’d"}):
        return None
    if negated and said is not None and said.lemma_ in scene.words.syntax["assuring"]:
        frame: Frame | None = PROMISE
    elif negated:
        frame = REFUSAL if match.frame.type in GIVING else None
    elif said is None:
        return None
    else:
        frame = PROMISE if match.frame.type in GIVING and not _unless(head) else THREAT
    if frame is None:
        return None
    recipients = match.recipients or anywhere(scene, head, ACTORS, set(match.used))[0] or condition(scene, head, ACTORS)
    actors = match.actors
    if negated and frame is PROMISE and said is not None:
        recipients = [p for o in syntax.objects(said) for p in scene.parties(o.token, ADDRESSED)]
    if said is not None:
        speaker = scene.actors(syntax.subjects(said)[0].token)
        if all("pronoun" in scene.kinds(a.head) for a in actors) and speaker:
            actors = speaker
    path = [*match.path, "will"]
    return Match(
        frame, said or head, match.first, match.last, list(actors), list(recipients), path, settled=said is None
    )  # fmt: skip


def hostile_promise(match: Match, found: list[Match]) -> Match:
    """A promise to do harm is a threat: "pledged to keep fighting the rebels"."""
    if match.frame.type != "AGREE" or match.frame.mutual or match.complement is None:
        return match
    if match.head.lemma_ in {"agree", "consent"}:
        return match
    chain = [match.complement]
    while len(chain) < 4 and (below := syntax.complement(chain[-1])) is not None:
        if below.dep_ == "ccomp" and not syntax.is_infinitive(below):
            break
        chain.append(below)
    inside = {t.i for t in chain}
    harm = HOSTILE - {"MOBILIZE"}
    if any(m.frame.type in harm and (m.support or m.head).i in inside for m in found):
        match.frame = THREAT
    return match


def _unless(head: Token) -> bool:
    return any(
        c.dep_ == "advcl" and any(g.lower_ == "unless" for g in c.children if g.dep_ == "mark") for c in head.children
    )


def _said_by_doer(scene: Scene, head: Token) -> Token | None:
    """The verb of saying, promising or announcing above a clause whose subject is the speaker."""
    clause = head
    while clause.dep_ == "conj" and syntax.is_verb(clause.head):
        clause = clause.head
    verb = clause.head
    if clause.dep_ != "ccomp" or verb.lemma_ not in scene.words.syntax["commissive"] or verb.i == clause.i:
        return None
    above = syntax.subjects(verb)
    own = syntax.subjects(head)
    if not above or not own:
        return None
    return verb if _same(scene, above[0].token, own[0].token) else None


def _self(scene: Scene, speaker: Token, subject: Token) -> bool:
    """True when the subject of a reported clause is the speaker himself; of his own state he may demand things."""
    if subject.lower_ in {"it", "they", "he", "she", "we", "i"} or subject.lemma_ == speaker.lemma_:
        return True
    a, b = scene.cast.actor_of(scene.sentence, speaker), scene.cast.actor_of(scene.sentence, subject)
    return a is not None and b is not None and a.id == b.id


def _same(scene: Scene, speaker: Token, subject: Token) -> bool:
    """True when the subject of a reported clause can be the speaker, or what he speaks for."""
    if subject.lower_ in {"it", "they", "he", "she", "we", "i"}:
        return True
    if subject.lemma_ == speaker.lemma_:
        return True
    a, b = scene.cast.actor_of(scene.sentence, speaker), scene.cast.actor_of(scene.sentence, subject)
    if a is not None and b is not None and (a.id == b.id or (a.country is not None and a.country == b.country)):
        return True
    inside = {t.lower_ for t in speaker.subtree if t.tag_ in {"NNP", "JJ"} and t.text[:1].isupper()}
    return subject.lower_ in inside or any(t[:4] == subject.lower_[:4] for t in inside if len(t) > 3)


def _obliges(content: Token, auxiliaries: set[str]) -> bool:
    if auxiliaries & {"must", "should"}:
        return True
    if (
        content.lemma_ in {"have", "need", "ought"}
        and syntax.child(content, "xcomp") is not None
        and content.tag_ in {"VBZ", "VBP", "VBD"}
    ):
        return any(
            c.dep_ == "xcomp" and any(g.lower_ == "to" for g in c.children if g.dep_ == "aux") for c in content.children
        )
    return False


def _wrongs(scene: Scene, content: Token) -> bool:
    """True when what is said of somebody is a wrong: "said Chad was undermining the truce", "broke the law"."""
    if syntax.is_passive(content):
        return False
    if any(c.dep_ == "neg" for c in content.children):
        return _leaves_undone(content)
    if content.lemma_ == "fail":
        below = syntax.child(content, "xcomp")
        return below is not None and syntax.is_infinitive(below)
    if content.lemma_ == "break":
        return any(
            o.token.lemma_ in {"law", "agreement", "promise", "treaty", "truce", "ceasefire"}
            for o in syntax.objects(content)
        )
    return content.lemma_ in scene.words.syntax["wrongdoing"]


def _leaves_undone(content: Token) -> bool:
    """True for a duty said not to be done: "did not take the steps that it must", "was not honouring the truce"."""
    if any(c.tag_ == "MD" for c in content.children):
        return False
    owed = words().syntax["owed"]
    dutiful = content.lemma_ in words().syntax["dutiful"]
    return dutiful or (
        content.lemma_ in {"take", "do", "make"} and any(o.token.lemma_ in owed for o in syntax.objects(content))
    )


def _menaces(content: Token, auxiliaries: set[str]) -> bool:
    """True when somebody is said to have something coming: "said Chad would face the consequences"."""
    if not auxiliaries & {"will", "would", "shall"} or any(c.dep_ == "neg" for c in content.children):
        return False
    ills = words().syntax["ill"]
    return content.lemma_ in {"face", "pay", "suffer", "meet"} and any(
        o.token.lemma_ in ills for o in syntax.objects(content)
    )


def _hits_back(content: Token, verb: Token) -> bool:
    """True for "would retaliate", "would respond sternly", and under a warning also for "would respond"."""
    classes = words().syntax
    if any(c.dep_ == "neg" for c in content.children):
        return False
    back = any(f"{content.lemma_}-{c.lower_}" in classes["hitting_back"] for c in content.children)
    if back or content.lemma_ in classes["hitting_back"]:
        return True
    return content.lemma_ in classes["answering"] and (
        verb.lemma_ in {"warn", "threaten", "vow"} or any(c.lower_ in classes["harshly"] for c in content.children)
    )


def _is_crime(content: Token) -> bool:
    """True when an act is said to be a crime: "said the shelling amounted to a war crime"."""
    if content.lemma_ not in words().syntax["amounting"] or any(c.dep_ == "neg" for c in content.children):
        return False
    named = [c for c in content.children if c.dep_ in {"attr", "dobj"}]
    named += [t for w, t in syntax.prepositions(content, deep=False) if w == "to"]
    return any(t.lemma_ in words().syntax["crime"] for t in named)


def _guilty(content: Token) -> bool:
    if content.lemma_ in words().syntax["bearing"] and not any(c.dep_ == "neg" for c in content.children):
        return any(o.token.lemma_ in words().syntax["borne"] for o in syntax.objects(content))
    if content.lemma_ != "be" or any(c.dep_ == "neg" for c in content.children):
        return False
    return any(
        (c.dep_ in {"acomp", "attr"} and c.lower_ in GUILTY)
        or (c.dep_ == "attr" and c.lemma_ in words().syntax["evildoer"])
        or (c.dep_ == "prep" and c.lower_ == "behind")
        for c in content.children
    ) or any(c.dep_ == "xcomp" and c.lemma_ == "blame" for c in content.children)
