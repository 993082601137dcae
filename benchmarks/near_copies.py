"""Near-copies made by script from the labelled articles, and articles that only look like copies. No text is kept.

Bases are PolNeAR's and FA-KES's development articles that share less than a quarter with each other. Each gives one
variant of every kind below; which half it is in (to tune on, or to report) hangs on its id alone.
"""

from __future__ import annotations

import random
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gold import rows

WORD = re.compile(r"\w+")
APART = 0.25
LEAST_WORDS = 60

SWAPS = {
    "": "", "said": "told reporters", "says": "states", "killed": "slain", "people": "persons",
    "government": "authorities", "president": "head of state", "attack": "assault", "attacks": "assaults",
    "officials": "functionaries", "official": "functionary", "after": "following", "before": "ahead of",
    "city": "town", "near": "close to", "more": "some more", "than": "over", "against": "versus",
    "including": "among them", "forces": "troops", "group": "outfit", "report": "account", "while": "as",
    "also": "too", "new": "fresh", "large": "big", "major": "big", "many": "scores of", "would": "was to",
    "could": "might", "told": "informed", "according": "as stated", "war": "conflict", "fighting": "clashes",
    "area": "zone", "areas": "zones", "support": "backing", "called": "urged", "on": "this", "the": "this",
    "a": "one", "and": "plus", "in": "inside", "of": "from", "to": "towards", "has": "had", "have": "had",
    "was": "had been", "were": "had been", "is": "remains", "are": "remain", "for": "on behalf of",
    "with": "alongside", "by": "through", "that": "how", "from": "out of",
}  # fmt: skip
STYLE = {
    "percent": "per cent", "U.S.": "US", "Mr.": "Mr", "toward": "towards", "organization": "organisation",
    "organizations": "organisations", "center": "centre", "defense": "defence", "spokesman": "spokesperson",
    "Daesh": "Islamic State", "ISIS": "Islamic State", "one": "1", "two": "2", "three": "3", "four": "4", "ten": "10",
}  # fmt: skip
HEADLINES = (
    "What is known so far of the latest developments",
    "Fresh reports reach the desk overnight",
    "Events as they were told today",
    "A day of news from the capital and beyond",
)
LEADS = (
    "This is how the day began for those who had waited through the night at the edge of the district, a "
    "correspondent of this paper writes from the scene after speaking with a number of residents.",
    "Questions remain unanswered this evening. Our own staff has put together from several accounts what may be "
    "taken as settled, what is disputed by the parties, and what nobody has yet been able to confirm.",
    "Readers have asked us to set the matter out in full. Nothing in the account that follows has been officially "
    "confirmed, and we shall come back to it in our later editions as more becomes available.",
)
BOILERPLATE = (
    "This newspaper was founded in the harbour quarter and appears every day except on public holidays. Its editors "
    "answer letters that bear a name and an address; views in letters are those of their writers alone. Reprints of "
    "our reports need the written leave of the publisher, and so do translations. Subscribers who move house may "
    "tell us by telephone before noon. Advertisements are taken at the counter until six in the evening.",
    "Follow our channel for hourly news in five languages. The station broadcasts by satellite, on medium wave and "
    "on the net, and keeps correspondents in forty places. Its charter binds it to fairness towards every party. "
    "Complaints go to the ombudsman, whose findings are published at the end of each quarter together with the "
    "station's answer and the steps that it means to take. Programmes are archived for ninety days and no longer.",
    "Background: fighting in the country began some years ago with protests that were put down by force. Since then "
    "hundreds of thousands have lost their lives and about half of all inhabitants had to leave their homes, by "
    "counts of relief bodies. Several rounds of talks in a neutral city have ended without result, and each side "
    "says that the other has broken the truce. Foreign powers support one side or another with money and arms.",
)


@dataclass(frozen=True, slots=True)
class Made:
    """A made article: what it was made from (none for a base, or what is no copy), of which kind, in which half;
    `retells`: whose sentences stand in it with other words, so that it is like others that retell the same."""

    key: str
    text: str
    of: frozenset[str]
    kind: str
    half: int
    retells: frozenset[str] = frozenset()


def bases() -> list[tuple[str, str]]:
    """Id and text of the base articles, each far enough from all that stand before it."""
    held: dict[str, list[int]] = defaultdict(list)
    kept: list[tuple[str, str]] = []
    sizes: list[int] = []
    for name in ("polnear_dev.jsonl", "fakes_dev.jsonl"):
        for n, row in enumerate(rows(name)):
            words = WORD.findall(row["text"].casefold())
            shingles = {" ".join(words[i : i + 5]) for i in range(len(words) - 4)}
            shared: dict[int, int] = defaultdict(int)
            for shingle in shingles:
                for other in held[shingle]:
                    shared[other] += 1
            near = any(count >= APART * min(len(shingles), sizes[other]) for other, count in shared.items())
            if len(words) < LEAST_WORDS or near:
                continue
            for shingle in shingles:
                held[shingle].append(len(kept))
            kept.append((f"{name[:3]}{n}", row["text"]))
            sizes.append(len(shingles))
    return kept


def make() -> list[Made]:
    """Bases, their near-copies, and the articles that are none."""
    found = bases()
    made: list[Made] = []
    for half in (0, 1):
        here = [(key, text) for key, text in found if zlib.crc32(key.encode()) % 2 == half]
        made += [Made(key, text, frozenset(), "base", half) for key, text in here]
        for n, (key, text) in enumerate(here):
            chance = random.Random(zlib.crc32(key.encode()))
            other, more = here[(n + 1) % len(here)], here[(n + 7) % len(here)]
            for kind, change in COPIES.items():
                made.append(Made(f"{key}-{kind}", change(text, chance), frozenset({key}), kind, half))
            pasted = "\n".join([text, chance.choice(LEADS), other[1]])
            made.append(Made(f"{key}-pasted", pasted, frozenset({key, other[0]}), "pasted", half))
            for kind, text_of in _others(text, other[1], more[1], chance):
                retold = {"retold": key, "follow-up": other[0]}.get(kind, more[0])
                made.append(Made(f"{key}-{kind}", text_of, frozenset(), kind, half, frozenset({retold})))
    return made


def sentences(text: str) -> list[str]:
    """A text's sentences, roughly."""
    return [s for s in re.split(r"(?<=[.!?”\"])\s+|\n+", text) if s.strip()]


def _cut(text: str, chance: random.Random) -> str:
    return _parted(text, chance.uniform(0.4, 0.8))[0]


def _holes(text: str, chance: random.Random) -> str:
    parts = sentences(text)
    gone = set(chance.sample(range(len(parts)), round(len(parts) * chance.uniform(0.2, 0.4))))
    return " ".join(s for i, s in enumerate(parts) if i not in gone)


def _headline(text: str, chance: random.Random) -> str:
    parts = text.split("\n", 1) if "\n" in text[:200] else ["", text]
    return chance.choice(HEADLINES) + "\n\n" + parts[-1]


def _lead(text: str, chance: random.Random) -> str:
    return f"{chance.choice(LEADS)} {_parted(text, chance.uniform(0.05, 0.15))[1]}"


def _paraphrased(text: str, chance: random.Random) -> str:
    lead, rest = _parted(text, chance.uniform(0.15, 0.3))
    return " ".join([*(paraphrase(s) for s in sentences(lead)), rest])


def _parted(text: str, share: float) -> tuple[str, str]:
    """The first sentences of a text up to a share of its words, and the rest; a sentence too long for it is broken."""
    words = text.split()
    at = max(round(len(words) * share), 1)
    ends = [i + 1 for i, w in enumerate(words[:at]) if w[-1] in ".?!”\""]
    at = ends[-1] if ends and ends[-1] > at / 2 else at
    return " ".join(words[:at]), " ".join(words[at:])


def paraphrase(sentence: str) -> str:
    """The sentence with its clauses turned round and its common words swapped."""
    words = sentence.split()
    middle = next((i for i, w in enumerate(words) if w.endswith(",") and 2 < i < len(words) - 3), len(words) // 2)
    turned = [*words[middle + 1 :], *words[: middle + 1]]
    return " ".join(SWAPS.get(w.lower(), w) for w in turned)


def _styled(text: str, chance: random.Random) -> str:
    return " ".join(STYLE.get(w, w) for w in text.replace("'", "’").split())


def _updated(text: str, chance: random.Random) -> str:
    parts = sentences(text)
    for _ in range(max(len(parts) // 6, 1)):
        parts.insert(chance.randrange(len(parts)), chance.choice(sentences(" ".join((*LEADS, *BOILERPLATE)))))
    return re.sub(r"\b\d{1,3}\b", lambda m: str(int(m[0]) + 1), " ".join(parts))


def _all(text: str, chance: random.Random) -> str:
    return _headline(_styled(_paraphrased(_cut(text, chance), chance), chance), chance)


COPIES: dict[str, Callable[[str, random.Random], str]] = {
    "cut": _cut,
    "holes": _holes,
    "headline": _headline,
    "lead": _lead,
    "paraphrased": _paraphrased,
    "style": _styled,
    "updated": _updated,
    "all at once": _all,
}


def _others(text: str, other: str, more: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """What is no copy of `text`: reports of another article in its frame, or with its background."""
    own, background = sentences(other), sentences(text)
    report = [paraphrase(s) for s in sentences(more)]
    yield "boilerplate", " ".join([*report, chance.choice(BOILERPLATE)])
    yield "short with boilerplate", " ".join([*_first_words(report, 90), BOILERPLATE[len(text) % len(BOILERPLATE)]])
    words = sum(len(s.split()) for s in own)
    shared: list[str] = []
    least = min(words, len(text.split()))
    for sentence in background[len(background) // 2 :]:
        if sum(len(s.split()) for s in (*shared, sentence)) > 0.35 * least:
            break
        shared.append(sentence)
    yield "follow-up", " ".join([*(paraphrase(s) for s in own), *shared])
    yield "retold", " ".join(paraphrase(s) for s in background)


def _first_words(parts: list[str], most: int) -> list[str]:
    out: list[str] = []
    for part in parts:
        if sum(len(s.split()) for s in (*out, part)) > most and out:
            break
        out.append(part)
    return out
