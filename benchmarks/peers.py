"""Other tools beside dragoman: the same 500 articles, the same machine, the same run, for what each covers.

    python benchmarks/peers.py [--articles 500] [--pages 89] [--venv build/peers] [--write]

Makes an environment with the peers of `peers.txt` (once), runs each tool in a process of its own over the articles of
fakes_dev and polnear_dev, and those that clean pages over the labelled HTML pages; prints seconds of the processor
(without loading), the highest resident memory, what came out, and the score where a scorer applies. `--write` puts the
tables into peers.md. The labelled data is not part of the project (gold.py says where it is looked for).
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gold

HERE = Path(__file__).resolve().parent
PAGE, NEEDS = HERE / "peers.md", HERE / "peers.txt"
ON_ARTICLES = [
    "spaCy, tagger and parser", "spaCy, whole", "textacy, quotations", "textacy, triples", "timexy", "dragoman --fast",
    "dragoman",
]  # fmt: skip
ON_PAGES = ["resiliparse", "readability-lxml", "goose3", "newspaper4k", "trafilatura", "dragoman"]
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
OUT = ["entities", "statements", "events", "triples", "figures", "positions", "times", "mentions"]


def main() -> int:
    """Measure and print; 1 when the labelled data is not here."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--articles", type=int, default=500)
    ap.add_argument("--pages", type=int, default=89)
    ap.add_argument("--venv", type=Path, default=HERE.parent / "build" / "peers")
    ap.add_argument("--write", action="store_true")
    a = ap.parse_args()
    if not gold.present():
        print(f"the labelled data is not here ({gold.SHARED}); set DRAGOMAN_SHARED", file=sys.stderr)
        return 1
    python = _environment(a.venv)
    with tempfile.TemporaryDirectory() as folder:
        tables = {
            "articles": "\n".join(_articles(python, Path(folder), a.articles)),
            "pages": "\n".join(_pages(python, Path(folder), a.pages)),
        }
    for name, table in tables.items():
        print(table, end="\n\n")
        if a.write:
            begin, end = f"<!-- {name}: made by benchmarks/peers.py --write -->", f"<!-- end of {name} -->"
            before, _, rest = PAGE.read_text(encoding="utf-8").partition(begin)
            PAGE.write_text(f"{before}{begin}\n{table}\n{end}{rest.partition(end)[2]}", encoding="utf-8")
    return 0


def _environment(folder: Path) -> str:
    """The Python of an environment with the peers in it, made when there is none."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "-r", str(NEEDS)], check=True)
    return str(python)


def _run(python: str, tool: str, given: Path, out: Path) -> dict[str, Any]:
    own = sys.executable if "dragoman" in tool else python
    command = [own, str(HERE / "peer_runs.py"), tool, str(given), str(out)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, **ONE_THREAD})
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(json.dumps({"tool": tool, **found}), file=sys.stderr, flush=True)
    return found


def _articles(python: str, folder: Path, count: int) -> Iterator[str]:
    attributed = gold.rows("polnear_dev.jsonl")
    rows = [*gold.rows("fakes_dev.jsonl"), *attributed][-count:]
    given = folder / "articles.jsonl"
    with given.open("w", encoding="utf-8") as lines:
        for row in rows:
            lines.write(json.dumps({"id": row["id"], "text": row["text"], "published": gold.day_of(row)}) + "\n")
    yield f"| {len(rows)} articles | seconds | articles a second | memory, MB | what comes out | who said what |"
    yield "|---|---|---|---|---|---|"
    for tool in ON_ARTICLES:
        out = folder / "out.jsonl"
        found = _run(python, tool, given, out)
        came = ", ".join(f"{found[name]:,} {name}" for name in OUT if found.get(name)) or f"{found['tokens']:,} tokens"
        said = "" if "statements" not in found else _attribution(attributed, out)
        speed = found["rows"] / found["cpu_s"]
        yield f"| {tool} | {found['cpu_s']:.1f} | {speed:.1f} | {found['peak_mb']} | {came} | {said} |"


def _attribution(rows: list[dict[str, Any]], out: Path) -> str:
    """LINK over all attributions of PolNeAR's articles, and the share of direct quotations found."""
    ids = {row["id"] for row in rows}
    found = [one for line in out.read_text(encoding="utf-8").splitlines() if (one := json.loads(line))["id"] in ids]
    said = gold.score("attribution.py", rows, found, "--boot", "0")
    link = re.search(r"^LINK\s+(.*)$", said, re.MULTILINE)
    direct = re.search(r"^.*\bdirect\b.*\bLINK R +([\d.]+)", said, re.MULTILINE)
    return f"{' '.join(link[1].split()) if link else '?'}; direct R {direct[1] if direct else '?'}"


def _pages(python: str, folder: Path, count: int) -> Iterator[str]:
    truth = json.loads((gold.GOLD / "pages_dev" / "truth.json").read_text(encoding="utf-8"))
    names = sorted(truth)[:count]
    truth_file, given = folder / "truth.json", folder / "pages.jsonl"
    truth_file.write_text(json.dumps({name: truth[name] for name in names}), encoding="utf-8")
    with given.open("w", encoding="utf-8") as lines:
        for name in names:
            html = gzip.decompress((gold.GOLD / "pages_dev" / f"{name}.html.gz").read_bytes()).decode(
                "utf-8", "replace"
            )
            lines.write(json.dumps({"id": name, "html": html}) + "\n")
    yield f"| {len(names)} pages | seconds | pages a second | memory, MB | shingles of four words |"
    yield "|---|---|---|---|---|"
    for tool in ON_PAGES:
        out = folder / "out.jsonl"
        found = _run(python, f"pages: {tool}", given, out)
        said = gold.run("pages.py", truth_file, out).strip().partition(" P ")[2]
        speed = found["rows"] / found["cpu_s"]
        yield f"| {tool} | {found['cpu_s']:.1f} | {speed:.0f} | {found['peak_mb']} | P {said} |"


if __name__ == "__main__":
    sys.exit(main())
