"""How well actors are resolved: `python benchmarks/actors.py [PART ...] [--errors N]`; by default all parts:

ngec      NGEC's tests of bare phrases: country and sector both right. "No encyclopaedia": tests that expect no
          Wikipedia article and have no capitalised word but English ones and the names of states and capitals.
pronouns  "he" and "she" as sources in PolNeAR's development half: the 40 with a speaker's name that came with the
          data, and our own (`pronouns.csv`: offsets and answers only).
speakers  sources in the diplomacy articles that are labelled with a name or code: right, wrong, unanswered.
seeds     every actor in the five captures of `seeds/`, by our own table (`seed_mentions.csv`: offsets, answers).
coverage  share of labelled sources (PolNeAR), and of subjects and objects of verbs (FA-KES), that have an actor; and
          one with a country.
speed     time for the actors against the time for the parse.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gold

from dragoman import reference
from dragoman.actors import Cast, describe, find_actors
from dragoman.actors.gazetteer import gazetteer_of
from dragoman.actors.lexicon import american, lexicon
from dragoman.language.analysis import Analysis, analyse
from dragoman.language.parser import Parser
from dragoman.model import Actor, Article, Interval, Span

PARSER = Parser()
REFERENCE = reference.load()
NONSTATE = {"org:EU": "EUR"}
OWN_PRONOUNS = Path(__file__).parent / "pronouns.csv"


def cast_of(text: str, day: str | None) -> tuple[Analysis, Cast]:
    """A text's analysis and cast."""
    analysis = analyse(text, PARSER)
    article = Article(article_id="benchmark", source="", text=text)
    return analysis, find_actors(analysis, published=Interval.parse(day), reference=REFERENCE, article=article)


def actor_at(analysis: Analysis, cast: Cast, start: int, end: int) -> Actor | None:
    """The actor of the phrase over a span."""
    sentence = analysis.sentence_at(start)
    if sentence is None:
        return None
    return cast.actor_of_span(sentence, Span(start, min(end, sentence.span.end)))


def code_of(actor: Actor | None) -> tuple[str, str]:
    """Country and sector as NGEC writes them; organisations of states by its codes for them."""
    if actor is None:
        return "", ""
    country = actor.country or ""
    body = REFERENCE.org(actor.id)
    if not country and body is not None and body.sector == "IGO":
        country = NONSTATE.get(actor.id) or (
            "UNO" if "United Nations" in actor.name or "Security Council" in actor.name else "IGO"
        )
    return country, actor.sector or ""


def is_plain(phrase: str) -> bool:
    """True when every capitalised word is an English word for people and bodies, or names a state or capital."""
    words = lexicon()
    known = words.words["generic"] | set(words.nouns) | set(words.org_words) | {"the", "a", "an", "he", "two"}
    for hit in gazetteer_of(REFERENCE).find(phrase, on=Interval.parse(None)):
        if hit.kinds & {"state", "demonym", "capital", "seat", "metonym"}:
            phrase = phrase[: hit.start] + " " * (hit.end - hit.start) + phrase[hit.end :]
    rest = re.findall(r"(?<![^\W_])[A-Z][^\W_]*", phrase)
    return all(american(w.lower()) in known for w in rest)


def ngec(errors: int) -> str:
    """NGEC's tests: country and sector right of all, and of those that need no encyclopaedia."""
    shares = {"no encyclopaedia": [0, 0], "all": [0, 0]}
    for r in gold.rows("ngec_actor_tests.jsonl"):
        want = r["expected"]
        if r["function"] not in {"agent_to_code", "short_text_to_agent"} or not (
            "country" in want and "code_1" in want
        ):
            continue
        day = str(r["kwargs"].get("query_date") or "")
        on = Interval.parse(day) if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else Interval.parse(None)
        context = describe(r["context"], parser=PARSER, reference=REFERENCE) if r["context"] else None
        where = context.country if context else None
        country, sector = code_of(describe(r["text"], parser=PARSER, reference=REFERENCE, on=on, country=where))
        codes = want["code_1"] if isinstance(want["code_1"], list) else [want["code_1"]]
        codes = ["" if c in {"UNK", "JNK"} else c for c in codes]
        right = country == want["country"] and (sector in codes or (codes == [""] and sector in {"GOV", "IGO"}))
        plain = not want.get("wiki") and not want.get("actor_wiki_job") and is_plain(r["text"])
        for name in ("all", *(["no encyclopaedia"] if plain else [])):
            shares[name][0] += right
            shares[name][1] += 1
        if not right and plain and errors > 0:
            errors -= 1
            print("  ngec |", r["text"], "| want", want["country"], codes, "| got", country, sector)
    return "; ".join(f"{name} {100 * a / n:.1f} % of {n}" for name, (a, n) in shares.items())


def same_person(label: str, actor: Actor) -> bool:
    """True when an actor is the one that the label names: surnames agree, and given names in their first letter."""
    fold = scorer().fold
    want, got = fold(label).split(), fold(actor.name).split()
    if not got or " and " in label or len(want) == 1 or not actor.id.startswith("person:"):
        return bool(scorer().same_actor(label, {"name": actor.name, "country": actor.country, "id": actor.id}))
    return want[-1] in got and (len(got) == 1 or want[0][0] == got[0][0] or want[0] in got)


def scorer() -> Any:
    """The diplomacy scorer as a module."""
    if str(gold.SCORE) not in sys.path:
        sys.path.insert(0, str(gold.SCORE))
    import diplomacy

    return diplomacy


def pronouns(errors: int) -> str:
    """The two pronoun sets: share right of those answered, and share answered."""
    texts = {r["id"]: r for r in gold.rows("polnear_dev.jsonl")}
    sets: dict[str, list[tuple[str, int, int, str]]] = {
        "given 40": [(r["id"], *r["source"], r["speaker"]) for r in gold.rows("pronoun_speakers40.jsonl")]
    }
    if OWN_PRONOUNS.exists():
        with OWN_PRONOUNS.open(encoding="utf-8") as f:
            sets["own"] = [(r["id"], int(r["start"]), int(r["end"]), r["speaker"]) for r in csv.DictReader(f)]
    out = []
    made: dict[str, tuple[Analysis, Cast]] = {}
    for name, items in sets.items():
        right = answered = 0
        for key, start, end, speaker in items:
            doc = texts.get(key) or next((t for k, t in texts.items() if k.startswith(key)), None)
            if doc is None:
                continue
            if doc["id"] not in made:
                made[doc["id"]] = cast_of(doc["text"], doc["date"])
            actor = actor_at(*made[doc["id"]], start, end)
            ok = actor is not None and same_person(speaker, actor)
            right, answered = right + ok, answered + (actor is not None)
            if not ok and errors > 0:
                errors -= 1
                print(
                    f"  pronoun | {key} | {speaker} | {actor.name if actor else None} | "
                    f"{doc['text'][max(0, start - 200) : end + 40]!r}"
                )
        out.append(f"{name}: right {100 * right / max(answered, 1):.1f} % of {answered} answered of {len(items)}")
    return "; ".join(out)


def speakers(errors: int) -> str:
    """Sources of the diplomacy articles by label: right, wrong, unanswered; the span is given."""
    counts = [0, 0, 0]
    same = scorer().same_actor
    for doc in gold.rows("diplomacy_dev.jsonl"):
        analysis, cast = cast_of(doc["text"], doc["published"])
        for a in doc["attributions"]:
            label = a.get("speaker")
            if not label or not a["source"] or not (re.fullmatch(r"[A-Z]{2,4}", label) or label[:1].isupper()):
                continue
            start, end = a["source"][0][0], a["source"][-1][1]
            actor = actor_at(analysis, cast, start, end)
            ok = actor is not None and same(label, {"name": actor.name, "country": actor.country, "id": actor.id})
            counts[0 if ok else 1 if actor is not None else 2] += 1
            if not ok and errors > 0:
                errors -= 1
                print(f"  speaker | {doc['id']} | {doc['text'][start:end]!r} | want {label} | got {actor}")
    total = sum(counts)
    shares = zip(("right", "wrong", "unanswered"), counts, strict=True)
    return ", ".join(f"{name} {100 * n / total:.1f}" for name, n in shares) + f" of {total}"


SEED_DAYS = {"000": "2011-09-07", "001": "2011-09-14", "002": "2012-02-08", "003": "2011-09-07", "004": "2013-05-28"}


def seeds(errors: int) -> str:
    """Mentions of the five captures: right, wrong, unanswered; "-" is nobody."""
    counts = [0, 0, 0]
    table = list(csv.DictReader((Path(__file__).parent / "seed_mentions.csv").open(encoding="utf-8")))
    for path in sorted((gold.SHARED / "seeds").glob("*.txt")):
        seed = path.name[:3]
        text = path.read_text(encoding="utf-8")
        analysis, cast = cast_of(text, SEED_DAYS[seed])
        for row in table:
            if row["seed"] != seed:
                continue
            start, end, label = int(row["start"]), int(row["end"]), row["actor"]
            actor = actor_at(analysis, cast, start, end)
            given = {"name": actor.name, "country": actor.country, "id": actor.id} if actor else None
            right = actor is None if label == "-" else scorer().same_actor(label, given)
            counts[0 if right else 1 if actor else 2] += 1
            if not right and errors > 0:
                errors -= 1
                print(f"  seeds | {seed} {start} | {text[start:end]!r} | want {label} | got {actor}")
    total = sum(counts)
    shares = zip(("right", "wrong", "unanswered"), counts, strict=True)
    return ", ".join(f"{name} {100 * n / total:.1f}" for name, n in shares) + f" of {total}"


def coverage(errors: int) -> str:
    """Shares of PolNeAR's sources and of FA-KES' subjects and objects that have an actor, and one with a country."""
    out = []
    for name, spans in (("PolNeAR sources", _sources()), ("FA-KES subjects and objects", _arguments())):
        found = country = total = 0
        for text, start, end, actor in spans:
            total += 1
            found += actor is not None
            country += actor is not None and actor.country is not None
            if actor is None and errors > 0:
                errors -= 1
                print(f"  coverage | {text[start:end]!r}")
        out.append(
            f"{name}: actor {100 * found / total:.1f} %, with a country {100 * country / total:.1f} % of {total}"
        )
    return "; ".join(out)


def _sources() -> Iterator[tuple[str, int, int, Actor | None]]:
    for doc in gold.rows("polnear_dev.jsonl"):
        analysis, cast = cast_of(doc["text"], doc["date"])
        for a in doc["attributions"]:
            if a["source"]:
                start, end = a["source"][0][0], a["source"][-1][1]
                yield doc["text"], start, end, actor_at(analysis, cast, start, end)


def _arguments() -> Iterator[tuple[str, int, int, Actor | None]]:
    for doc in gold.rows("fakes_dev.jsonl", every=4):
        analysis, cast = cast_of(doc["text"], gold.day_of(doc))
        for sentence in analysis.sentences:
            for token in sentence.doc:
                if token.dep_ in {"nsubj", "dobj", "nsubjpass"} and token.tag_ in {"NN", "NNS", "NNP", "NNPS", "PRP"}:
                    span = sentence.span_of(token)
                    yield doc["text"], span.start, span.end, cast.actor_of(sentence, token)


def speed(errors: int) -> str:
    """Seconds for the parse and for the actors over the same texts."""
    del errors
    texts = [(r["text"], r["date"]) for r in gold.rows("polnear_dev.jsonl", every=2)]
    for text, day in texts[:3]:  # loads what is loaded once
        cast_of(text, day)
    parse = actors = 0.0
    tokens = 0
    for text, day in texts:
        a = time.process_time()
        analysis = analyse(text, PARSER)
        b = time.process_time()
        find_actors(
            analysis, published=Interval.parse(day), reference=REFERENCE, article=Article("benchmark", "", text)
        )
        c = time.process_time()
        parse, actors, tokens = parse + b - a, actors + c - b, tokens + sum(len(s.doc) for s in analysis.sentences)
    share = 100 * actors / parse
    return f"parse {1e6 * parse / tokens:.0f} µs a token, actors {1e6 * actors / tokens:.1f} ({share:.1f} %)"


PARTS = {"ngec": ngec, "pronouns": pronouns, "speakers": speakers, "seeds": seeds, "coverage": coverage, "speed": speed}


def main() -> int:
    """Measure and print."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("parts", nargs="*", choices=[*PARTS, []])
    ap.add_argument("--errors", type=int, default=0)
    a = ap.parse_args()
    if not gold.present():
        print(f"no labelled data at {gold.SHARED}")
        return 1
    for part in a.parts or PARTS:
        print(f"{part}: {PARTS[part](a.errors)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
