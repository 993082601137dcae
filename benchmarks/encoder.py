"""The encoder's speed, memory, and what is gained and lost by not reading every line.

    python benchmarks/encoder.py [--first N] [--only speed|lines|link]

Speed and memory are measured over the package's sample pages, one thread, seconds of CPU; the floors are 4,500 pieces a
second and 250 MB. The share of lines that are not encoded, and LINK with and without leaving them out, need the
labelled data (`gold.py`); `--first` takes so many articles of each file.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from importlib.resources import files

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

FLOOR, CEILING = 4500, 250
PARTS = ("speed", "lines", "link")


def megabytes() -> float:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def sample() -> str:
    """The sample pages that are plain text, five times over."""
    pages = sorted((files("dragoman") / "sample" / "pages").iterdir(), key=lambda p: p.name)
    return "\n".join([p.read_text(encoding="utf-8") for p in pages if p.name.endswith(".txt")] * 5)


def speed() -> bool:
    """Prints load time, memory and pieces a second of this process, which must have loaded nothing yet."""
    import numpy  # noqa: F401  (the package has it anyway)

    bare = megabytes()
    from dragoman.language.encoder import Encoder
    from dragoman.language.encoder.windows import lines_of

    imported = megabytes()
    text = sample()
    encoder = Encoder()
    began = time.process_time()
    encoder.encode("A ferry left.", [(0, 13)])
    load = time.process_time() - began
    lines = lines_of(text)
    rates = []
    for _ in range(3):
        began = time.process_time()
        found = encoder.encode(text, lines)
        rates.append(len(found.starts) / (time.process_time() - began))
    adds, best = megabytes() - bare, max(rates)
    print(f"pieces a second, one core  {best:8.0f}   (floor {FLOOR}; three runs over {len(found.starts)} pieces: "
          f"{', '.join(f'{r:.0f}' for r in rates)})")  # fmt: skip
    print(f"load, seconds of CPU       {load:8.2f}")
    print(f"memory that it adds, MB    {adds:8.0f}   (at most {CEILING}; {imported - bare:.0f} of it ONNX Runtime)")
    return best >= FLOOR and adds <= CEILING


def lines(name: str, first: int | None) -> None:
    """Prints the share of a file's pieces that stand in windows without a possible cue, which are not run."""
    import gold

    from dragoman.extract.statements import cues
    from dragoman.extract.statements.quoted import speeches
    from dragoman.language.analysis import analyse
    from dragoman.language.encoder import Encoder
    from dragoman.language.parser import Parser

    parser, encoder = Parser(), Encoder()
    run = whole = 0
    for row in gold.rows(name, first=first):
        analysis = analyse(row["text"], parser)
        judged = list(cues.judge_cues(analysis, speeches(row["text"], analysis.quotations)))
        _, encoded = cues.link_cues(judged, analysis, encoder)
        if encoded is not None:
            whole += len(encoded.starts)
            run += int((encoded.inside.sum(1) > 0).sum())
    print(f"{name:24} not run {100 - 100 * run / max(1, whole):5.1f} % of {whole} pieces")


def link(first: int | None) -> None:
    """Prints what the scorer says of PolNeAR's development articles, windows left out and every window run."""
    import gold

    from dragoman.extract.statements import cues

    rows = gold.rows("polnear_dev.jsonl", first=first)
    for label, worth in (("windows without a possible cue left out", cues.WORTH_ENCODING), ("every window", -1.0)):
        cues.WORTH_ENCODING = worth
        began = time.process_time()
        found = list(gold.annotate(rows))
        took = time.process_time() - began
        print(f"{label} ({took:.0f} s of CPU):")
        for line in gold.score("attribution.py", rows, found).splitlines():
            if "LINK" in line:
                print("  " + line.strip())


def main() -> int:
    """Measure; 1 when a floor is not held."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--first", type=int)
    ap.add_argument("--only", choices=PARTS)
    a = ap.parse_args()
    if a.only == "speed":
        return 0 if speed() else 1
    held = 0
    if a.only is None:
        # in a process of its own, so that nothing else counts as its memory
        held = subprocess.run([sys.executable, __file__, "--only", "speed"], check=False).returncode
    import gold

    if not gold.present():
        print(f"the labelled data is not here ({gold.SHARED}): no lines, no LINK", file=sys.stderr)
        return held
    if a.only in (None, "lines"):
        for name in ("polnear_dev.jsonl", "fakes_dev.jsonl"):
            lines(name, a.first)
    if a.only in (None, "link"):
        link(a.first)
    return held


if __name__ == "__main__":
    sys.exit(main())
