"""What a speaker says must, must not or should be, what is justified or wrong, and what he will do himself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.extract.positions import clauses
from dragoman.extract.positions.claims import Claim, bounds, conditioned, directed, told
from dragoman.extract.positions.clauses import child, is_noun, is_verb, joined, lemma
from dragoman.extract.positions.lexicon import Lexicon
from dragoman.extract.positions.targets import OTHER, Target, kind_of, targets_of

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

_BEING = {"be", "seem", "remain", "appear", "look", "become"}
_WILL = {"will", "would", "'ll", "’ll", "wo", "shall"}
_EMPTY = {"it", "this", "that", "there", "you", "these", "those"}
_DUTY, _VALUE, _WORTH, _INTENT = 0.75, 0.7, 0.6, 0.65


def judgements_of(tokens: list[Token], lexicon: Lexicon) -> Iterator[Claim]:
    """The judgements of a sentence: Claims whose holder is whoever says it (`who` empty), or who will do it."""
    words = lexicon.judging
    for token in tokens:
        low = token.lower_
        if token.tag_ == "MD" and low in words["duty"] and is_verb(token.head):
            yield from _duty(token, token.head, lexicon)
        elif token.tag_ == "MD" and low in _WILL and is_verb(token.head):
            yield from _intent(token, token.head, lexicon)
        elif is_verb(token):
            word = lemma(token)
            if word == "be":
                yield from _priority(token, lexicon)
            yield from _asserted(token, lexicon)
            if token.tag_ == "VBN" and low in words["for"] | words["against"] and child(token, "auxpass") is not None:
                yield from _participle(token, lexicon)
            if word in words["convincing"]:
                yield from _unconvinced(token, lexicon)
            if word in {"need", "have"}:
                clause = child(token, "xcomp")
                if clause is not None and is_verb(clause) and any(c.lower_ == "to" for c in clause.children):
                    yield from _duty(token, clause, lexicon)
            elif word in words["calling"]:
                yield from _named(token, lexicon)
            elif word in words["helping"] or word in words["harming"]:
                yield from _effect(token, lexicon)
        elif token.dep_ in {"acomp", "attr", "oprd"} and is_verb(token.head) and lemma(token.head) in _BEING:
            yield from _value(token, lexicon)


def _duty(modal: Token, verb: Token, lexicon: Lexicon) -> Iterator[Claim]:
    """ "Sanctions must be lifted", "the army should withdraw", "we need to talk"."""
    if verb.dep_ == "advcl" and child(verb, "mark") is not None:
        return
    if modal.tag_ == "MD" and not _reported(verb, lexicon):
        return
    above = child(modal, "nsubj") if modal.i != verb.i and is_verb(modal) else clauses.subject(verb)
    sign = -1 if is_verb(modal) and clauses.is_negated(modal) else 1
    conditional = clauses.condition_of(verb, lexicon.condition) is not None
    for target in targets_of(verb, lexicon, sign):
        if target.kind == OTHER:
            if lemma(verb) == "be" or above is None or above.lower_ in _EMPTY:
                continue
            stance = "conditions" if conditional else "demands" if target.sign > 0 else "opposes"
            yield _own(modal, target, stance, _DUTY - 0.1, above)
            continue
        stance, named = directed("demands", target.sign, target, lexicon)
        if conditional:
            stance = "conditions"
        yield _own(modal, named, stance, _DUTY, above)


def _intent(modal: Token, verb: Token, lexicon: Lexicon) -> Iterator[Claim]:
    """ "It will keep the embargo until …", "we would attack if …": of its subject, who must be the speaker too."""
    subject = clauses.subject(verb)
    if subject is None or not _reported(verb, lexicon) or clauses.is_passive(verb) or lemma(verb.head) == "deny":
        return
    condition = clauses.condition_of(verb, lexicon.condition)
    for target in targets_of(verb, lexicon):
        if target.kind == OTHER and condition is None:
            continue
        stance, named = directed("supports", target.sign, target, lexicon)
        if condition is not None:
            stance = conditioned(stance, verb, named, lexicon)
        first, last = bounds(modal, named, [subject])
        yield Claim(tuple(joined(subject)), stance, named, modal, first, last, f"intent {lemma(verb)}", _INTENT)
    if condition is not None and is_verb(condition):
        yield from _asked(condition, subject, lexicon)


def _asked(condition: Token, subject: Token, lexicon: Lexicon) -> Iterator[Claim]:
    """What is demanded by a threat or made a condition: "unless it lets the inspectors in", "if they do not stop"."""
    marks = {c.lower_ for c in condition.children if c.dep_ == "mark"}
    sign = 1 if marks & {"unless", "until"} else -1 if "if" in marks and clauses.is_negated(condition) else 0
    if not sign:
        return
    for target in targets_of(condition, lexicon, sign):
        stance, named = directed("demands", target.sign, target, lexicon)
        first, last = bounds(condition, named, [])
        yield Claim(
            tuple(joined(subject)), stance, named, condition, first, last, f"intent {lemma(condition)}", _INTENT - 0.05
        )


def _named(verb: Token, lexicon: Lexicon) -> Iterator[Claim]:
    """ "Called the vote a mistake", "described the strikes as justified"."""
    what = child(verb, "dobj") or child(verb, "ccomp")
    name = child(verb, "oprd", "attr", "xcomp")
    if name is None:
        behind = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as"), None)
        name = child(behind, "pobj", "amod", "pcomp", "acomp") if behind is not None else None
    if name is None and what is not None and is_verb(what):
        inner = child(what, "nsubj")
        name, what = (child(what, "attr", "acomp"), inner) if inner is not None else (None, what)
    if what is None:
        what = child(verb, "xcomp")
        several = [c for c in what.children if c.dep_ in {"dobj", "oprd", "attr"}] if what is not None else []
        name = several[-1] if len(several) > 1 else None
    if what is None or name is None or told(verb, lexicon) is None:
        return
    sign = _worth(name, lexicon)
    who = clauses.agents(verb)
    if not sign or not who:
        return
    for target in targets_of(what, lexicon):
        if target.kind != OTHER:
            stance, named = directed(_stance(sign), target.sign, target, lexicon)
            first, last = bounds(verb, named, who)
            last = max(last, name, key=lambda t: t.i)
            yield Claim(tuple(who), stance, named, verb, first, last, f"named {lemma(name)}", _VALUE)


def _value(word: Token, lexicon: Lexicon) -> Iterator[Claim]:
    """ "The sanctions are justified", "it is right to negotiate", "force is not the answer"."""
    verb = word.head
    if verb.dep_ == "advcl" and child(verb, "mark") is not None:
        return
    negated = clauses.is_negated(verb) or clauses.is_negated(word) or _is_disbelieved(verb)
    sign, heads = 0, []
    if is_noun(word) and lemma(word) in lexicon.judging["needing"] | lexicon.judging["lacking"]:
        heads = (clauses.objects_after(word, ("for", "to")) or clauses.objects_after(verb, ("for", "to")))[:1]
        if not heads:
            return
        sign = -1 if negated or any(c.lower_ == "no" for c in word.children) else 1
        if lemma(word) in lexicon.judging["lacking"]:
            sign = -sign
    elif negated and is_noun(word) and lemma(word) in {"option", "solution", "answer", "way"}:
        sign = -1
    else:
        sign = _worth(word, lexicon) * (-1 if negated else 1)
    about = child(verb, "nsubj")
    if about is not None and not heads and word.dep_ == "attr" and _names(about, lexicon):
        bad = any(lemma(c) in lexicon.judging["against"] for c in about.children)
        sign, heads = -1 if bad != negated else 1, [word]
    if not sign:
        return
    if not heads:
        subject = about if about is not None else child(verb, "csubj")
        clause = child(word, "xcomp", "ccomp") or child(verb, "xcomp", "ccomp", "advcl")
        if subject is not None and (subject.lower_ not in _EMPTY or clause is None):
            heads = [subject]
        elif clause is not None and is_verb(clause):
            heads = [clause]
    strong = lemma(word) in lexicon.judging["duty_words"]
    for head in heads:
        for target in targets_of(head, lexicon):
            if target.kind == OTHER and not (strong and target.head.tag_ in {"NN", "NNS", "VB", "VBG"}):
                continue
            stance, named = directed(_stance(sign), target.sign, target, lexicon)
            yield _own(word, named, stance, _VALUE if target.kind != OTHER else _VALUE - 0.1, verb)


def _is_disbelieved(verb: Token) -> bool:
    """True for "is" in "do not believe that force is the answer"."""
    above = verb.head
    thought = verb.dep_ == "ccomp" and lemma(above) in {"believe", "think", "consider", "feel"}
    return thought and clauses.is_negated(above)


def _names(about: Token, lexicon: Lexicon) -> bool:
    return lemma(about) in lexicon.judging["naming"] and kind_of(about, lexicon) is None


def _priority(verb: Token, lexicon: Lexicon) -> Iterator[Claim]:
    """ "The first task is to open negotiations", "our priority is to hold the line"."""
    about, clause = child(verb, "nsubj"), child(verb, "xcomp")
    if about is None or clause is None or not is_verb(clause) or not _names(about, lexicon):
        return
    bad = any(lemma(c) in lexicon.judging["against"] for c in about.children)
    sign = -1 if bad != clauses.is_negated(verb) else 1
    for target in targets_of(clause, lexicon):
        if target.kind != OTHER:
            stance, named = directed(_stance(sign), target.sign, target, lexicon)
            yield _own(verb, named, stance, _VALUE, about)


def _participle(verb: Token, lexicon: Lexicon) -> Iterator[Claim]:
    """ "The sanctions are justified", where the adjective is read as a passive."""
    sign = _worth(verb, lexicon) * (-1 if clauses.is_negated(verb) else 1)
    aux = child(verb, "auxpass")
    about = child(verb, "nsubjpass", "nsubj") or (child(aux, "nsubjpass", "nsubj") if aux is not None else None)
    for target in targets_of(about, lexicon) if about is not None else ():
        if target.kind != OTHER:
            stance, named = directed(_stance(sign), target.sign, target, lexicon)
            yield _own(verb, named, stance, _VALUE)


def _asserted(verb: Token, lexicon: Lexicon) -> Iterator[Claim]:
    """ "Has lost his legitimacy", "committed crimes": what is by itself a stance of whoever says so of another."""
    for undergone in joined(child(verb, "dobj")):
        found = lexicon.asserted.get(f"{lemma(verb)}+{lemma(undergone)}")
        plain = not (clauses.is_negated(verb) or clauses.is_open(verb) or verb.dep_ == "pcomp")
        if found is not None and plain:
            stance, kind = found
            first, last = clauses.extent(undergone, skip=frozenset({"relcl", "conj", "cc"}))
            yield _own(verb, Target(undergone, kind, 1, first, last), stance, _WORTH, clauses.subject(verb))


def _unconvinced(verb: Token, lexicon: Lexicon) -> Iterator[Claim]:
    """ "Did not persuade Oslo to vote in favour": Oslo is undecided."""
    failed = clauses.is_negated(verb) or (lemma(verb.head) == "fail" and verb.dep_ == "xcomp")
    whom, clause = child(verb, "dobj"), child(verb, "xcomp", "ccomp", "advcl")
    if whom is None and clause is not None:
        whom = child(clause, "nsubj")
    if not failed or whom is None or clause is None:
        return
    for target in targets_of(clause, lexicon):
        if target.kind != OTHER:
            who = joined(whom)
            first, last = bounds(verb, target, who)
            yield Claim(tuple(who), "undecided", target, verb, first, last, f"unconvinced {lemma(verb)}", _VALUE)


def _effect(verb: Token, lexicon: Lexicon) -> Iterator[Claim]:
    """ "Enlarging the alliance helps to stabilise the region", "the strikes harm the talks"."""
    subject = child(verb, "nsubj", "csubj")
    if lemma(verb) == "break" and not any(
        lemma(o) in {"law", "charter", "agreement"} for o in joined(child(verb, "dobj"))
    ):
        return
    by = clauses.objects_after(verb, ("by",))
    if by and is_verb(by[0]):
        subject = by[0]
    if subject is None or told(verb, lexicon) is None:
        return
    sign = (1 if lemma(verb) in lexicon.judging["helping"] else -1) * (-1 if clauses.is_negated(verb) else 1)
    for target in targets_of(subject, lexicon):
        if target.kind != OTHER:
            stance, named = directed(_stance(sign), target.sign, target, lexicon)
            yield _own(verb, named, stance, _WORTH)


def _stance(sign: int) -> str:
    return "supports" if sign > 0 else "opposes"


def _worth(word: Token, lexicon: Lexicon) -> int:
    """+1 or -1 when the phrase calls something good or bad ("an act of grave folly" is bad), else 0."""
    near = [word, *(c for c in word.children if c.dep_ in {"amod", "conj", "compound"})]
    for c in word.children:
        if c.dep_ == "prep":
            inner = child(c, "pobj")
            if inner is not None:
                near.extend([inner, *(g for g in inner.children if g.dep_ in {"amod", "compound"})])
    for sign, name in ((-1, "against"), (1, "for")):
        if any(lemma(t) in lexicon.judging[name] or t.lower_ in lexicon.judging[name] for t in near):
            return sign
    return 0


def _reported(verb: Token, lexicon: Lexicon) -> bool:
    """True when no demand, wish or fear governs the clause: then the predicate above it tells the stance."""
    if verb.dep_ in {"ccomp", "xcomp"} and is_verb(verb.head):
        listed = lexicon.predicates["verbs"].get(lemma(verb.head), ())
        return not any("that" in p.slots for p in listed)
    return True


def _own(at: Token, target: Target, stance: str, confidence: float, *near: Token | None) -> Claim:
    first, last = bounds(at, target, [t for t in near if t is not None])
    return Claim((), stance, target, at, first, last, f"judged {lemma(at)}", round(confidence, 2))
