"""How well and how fast copies are found: `python benchmarks/copies.py [--compare] [--made N] [--find N]`.

Near-copies and articles that only look like copies are made by script from the labelled articles (`near_copies.py`);
the half to tune on and the other are reported apart. `--compare` puts rensa and datasketch beside (install them first);
`--made N` writes N articles made by script to a record and derives their copies and origins; `--find N` finds copies
among N sketches of random hashes, for the memory and time of the search alone.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from made_record import Story, stories
from near_copies import WORD, Made, make

from dragoman.record.copies import derive_copies, find_copies
from dragoman.record.deriving import CACHE
from dragoman.record.likeness import CONTAINED, Sketched, Sketches
from dragoman.record.opening import connect
from dragoman.record.origins import derive_origins
from dragoman.record.sketches import KEPT_OF, MADE, age, marks_of, sketch

Finder = Callable[[Sequence[Made]], dict[str, str]]
PERMUTATIONS = 128


def main() -> None:
    """Runs what is asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--compare", action="store_true")
    options.add_argument("--kinds", action="store_true")
    options.add_argument("--made", type=int)
    options.add_argument("--find", type=int)
    asked = options.parse_args()
    if asked.made:
        _write_and_derive(asked.made)
    elif asked.find:
        _find_random(asked.find)
    else:
        finders: dict[str, Finder] = {"dragoman": ours}
        if asked.compare:
            finders |= {"rensa": by_rensa, "datasketch": by_datasketch}
        made = make()
        for name, finder in finders.items():
            for half, called in ((0, "tuned on"), (1, "the other half")):
                here = [m for m in made if m.half == half]
                start = time.process_time()
                found = finder(here)
                print(name, called, _scored(here, found, kinds=asked.kinds), f"{time.process_time() - start:.1f} s")


def _scored(made: Sequence[Made], found: dict[str, str], *, kinds: bool) -> str:
    by_key = {m.key: m for m in made}
    right, wrong = Counter[str](), Counter[str]()
    for key, other in found.items():
        one, two = by_key[key], by_key[other]
        if (one.of | {one.key}) & (two.of | {two.key}):
            right[one.kind] += 1
        elif not one.retells & two.retells:
            wrong[one.kind] += 1
    copies = Counter(m.kind for m in made if m.of)
    recall = sum(right.values()) / sum(copies.values())
    precision = sum(right.values()) / max(sum(right.values()) + sum(wrong.values()), 1)
    told = f"{len(made)} articles, {sum(copies.values())} copies: recall {recall:.4f} precision {precision:.4f}"
    if kinds:
        told += "\n  found: " + ", ".join(f"{k} {right[k] / n:.3f}" for k, n in copies.items())
        told += "\n  wrong: " + (", ".join(f"{k} {n}" for k, n in wrong.items()) or "none")
    return told


def _day(made: Made) -> str:
    return "2013-01-01" if made.kind == "base" else "2013-01-02"


def ours(made: Sequence[Made]) -> dict[str, str]:
    """By this checkout."""
    return find_copies(_sketched(m.key, m.text, _day(m)) for m in made)


def _sketched(key: str, text: str, day: str) -> Sketched:
    done = sketch(text)
    return Sketched(key, age(day, None, None), done.words_key, done.hashes)


def _shingles(text: str) -> list[str]:
    words = WORD.findall(text.casefold())
    return sorted({" ".join(words[i : i + 5]) for i in range(len(words) - 4)})


def _best(made: Sequence[Made], near: Callable[[int], Iterator[tuple[int, float]]], sizes: list[int]) -> dict[str, str]:
    """The older article of which each has most, by estimated Jaccard likeness turned into containment."""
    found = {}
    for i in range(len(made)):
        best = (0.0, 0)
        for j, jaccard in near(i):
            if j < i:
                shared = jaccard * (sizes[i] + sizes[j]) / (1 + jaccard)
                best = max(best, (shared / max(min(sizes[i], sizes[j]), 1), -j))
        if best[0] >= CONTAINED:
            found[made[i].key] = made[-best[1]].key
    return found


def by_rensa(made: Sequence[Made]) -> dict[str, str]:
    """rensa's MinHash with its LSH, which looks for Jaccard likeness."""
    from rensa import RMinHash, RMinHashLSH

    texts = [_shingles(m.text) for m in made]
    index = RMinHashLSH(threshold=0.3, num_perm=PERMUTATIONS, num_bands=64)
    sketches: list[Any] = []
    for i, shingles in enumerate(texts):
        one = RMinHash(num_perm=PERMUTATIONS, seed=7)
        one.update(shingles)
        index.insert(i, one)
        sketches.append(one)

    def near(i: int) -> Iterator[tuple[int, float]]:
        for j in index.query(sketches[i]):
            yield j, sketches[i].jaccard(sketches[j])

    return _best(made, near, [len(t) for t in texts])


def by_datasketch(made: Sequence[Made]) -> dict[str, str]:
    """datasketch's LSH Ensemble, which looks for containment (Zhu et al. 2016), asked both ways."""
    from datasketch import MinHash, MinHashLSHEnsemble

    texts = [_shingles(m.text) for m in made]
    sketches = list(MinHash.bulk([[s.encode() for s in t] for t in texts], num_perm=PERMUTATIONS, seed=7))
    index = MinHashLSHEnsemble(threshold=0.5, num_perm=PERMUTATIONS, num_part=16)
    index.index([(i, sketches[i], max(len(t), 1)) for i, t in enumerate(texts)])
    pairs: dict[int, set[int]] = {}
    for i, shingles in enumerate(texts):
        for j in index.query(sketches[i], max(len(shingles), 1)):
            pairs.setdefault(i, set()).add(j)
            pairs.setdefault(j, set()).add(i)

    def near(i: int) -> Iterator[tuple[int, float]]:
        for j in sorted(pairs.get(i, ())):
            yield j, sketches[i].jaccard(sketches[j])

    return _best(made, near, [len(t) for t in texts])


A_PART, PART_DAYS = 20_000, 73
"""Articles that are made; a larger record is made of parts with the same sentences, but with hashes of their own."""


def _write_and_derive(count: int) -> None:
    """Writes what these two steps read of an article: publisher, agency, sentences, sketch; not its text again, no
    words to search, no entries."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        path = Path(folder) / "r.dragoman"
        record = connect(path, read_only=False)
        for (name,) in record.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            record.execute(f"DROP TRIGGER {name}")
        start = time.process_time()
        some = [_part(i, story) for i, story in enumerate(stories(min(count, A_PART)))]
        for part in range(-(-count // A_PART)):
            record.execute("BEGIN")
            _write(record, part, some)
            record.execute("COMMIT")
        made_in = time.process_time() - start
        touched = frozenset(row[0] for row in record.execute("SELECT article_id FROM articles"))
        some.clear()
        print(f"{len(touched):,} articles made in {made_in:.0f} s, {path.stat().st_size / 1e9:.1f} GB", flush=True)
        record.execute(f"PRAGMA cache_size = -{CACHE}")
        for step in (derive_copies, derive_origins):
            start, clock = time.process_time(), time.monotonic()
            record.execute("BEGIN")
            touched |= step(record, touched)
            record.execute("COMMIT")
            took, clock = time.process_time() - start, time.monotonic() - clock
            print(
                f"{step.__name__}: {took:.0f} s of processor ({clock:.0f} s by the clock), peak memory {_peak()} MB",
                flush=True,
            )
        for table in ("copies", "passages", "holders"):
            (rows,) = record.execute(f"SELECT count(*) FROM {table}").fetchone()
            print(f"{table}: {rows:,}")
        record.close()
        print(f"{path.stat().st_size / 1e9:.1f} GB")


def _part(i: int, story: Story) -> tuple[Any, ...]:
    places, at = [], 0
    for sentence in story.sentences:
        places.append((at, sentence))
        at += len(sentence) + 1
    done = sketch(story.text)
    key = f"{i * 2654435761 % (1 << 32):08x}{i:04x}"
    hashes = np.frombuffer(done.hashes, "<u4")
    marks = np.frombuffer(marks_of(places), "<u4").reshape(-1, 3)
    return key, story.day, story.publisher, story.agency, places, done.words_key, hashes, marks


def _write(record: Any, part: int, some: Sequence[tuple[Any, ...]]) -> None:
    turn = np.random.default_rng(part).integers(0, 1 << 32, 2, dtype=np.uint32)
    turn[0] -= turn[0] % KEPT_OF
    articles, sentences, sketches = [], [], []
    for key, day, publisher, agency, places, words_key, hashes, marks in some:
        key = f"{part:04x}{key}"
        day = (day + dt.timedelta(days=part * PART_DAYS)).isoformat()
        articles.append((key, key, day, publisher, agency))
        sentences += [(key, start, start + len(said), said) for start, said in places]
        marks = marks.copy()
        marks[:, :2] ^= turn[1]
        hashes = np.sort(hashes ^ turn[0]).tobytes()
        sketches.append((key, MADE, age(day, publisher, agency), words_key ^ int(turn[1]), hashes, marks.tobytes()))
    record.executemany(
        "INSERT INTO articles (article_id, source, text, text_sha256, reader_version, published_basis, published_from, "
        "publisher, agency) VALUES (?, ?, '', '', '1', 'given', ?, ?, ?)",
        articles,
    )
    record.executemany("INSERT INTO sentences VALUES (?, ?, ?, ?)", sentences)
    record.executemany(
        "INSERT INTO sketches (article_id, made, age, words_key, hashes, marks) VALUES (?, ?, ?, ?, ?, ?)", sketches
    )


def _find_random(count: int) -> None:
    """Sketches of 30 to 200 hashes; three in ten are two thirds of an earlier one's, a tenth of all are common."""
    chance = np.random.default_rng(1)
    common = chance.integers(0, 1 << 32, 200_000, dtype=np.uint32)

    def made() -> Iterator[Sketched]:
        before: list[np.ndarray[Any, Any]] = []
        for n in range(count):
            size = int(chance.choice([30, 60, 90, 90, 120, 200]))
            if before and chance.random() < 0.3:
                source = before[int(chance.integers(len(before)))]
                hashes = source[: max(len(source) * 2 // 3, 10)]
            else:
                hashes = chance.integers(0, 1 << 32, size, dtype=np.uint32)
            hashes = np.unique(np.r_[hashes, chance.choice(common, size // 10)])
            before.append(chance.permutation(hashes))
            del before[:-300]
            yield Sketched(f"{n:09d}", n // 90, n + 1, hashes.astype("<u4").tobytes())

    start = time.process_time()
    sketches = Sketches(made())
    made_in, start = time.process_time() - start, time.process_time()
    found = sketches.likes()
    print(
        f"{count:,} sketches, made in {made_in:.0f} s: {len(found):,} articles like an older one, found in "
        f"{time.process_time() - start:.0f} s of processor, peak memory {_peak()} MB"
    )


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
