"""Where the labelled data is, and predictions over it in the form that the scorers take.

The data is not part of the project. It is looked for in `$DRAGOMAN_SHARED`, else in `shared` beside the checkout, with
its scorers in `score/` and its data in `gold/`.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from dragoman.exports.annotate import reading_to_json
from dragoman.model import Article, BadInput
from dragoman.pages import article_from_text, clean, cleaned_row, read_pages
from dragoman.reader import Reader

SHARED = Path(os.environ.get("DRAGOMAN_SHARED") or Path(__file__).resolve().parent.parent.parent / "shared")
GOLD, SCORE = SHARED / "gold", SHARED / "score"

_reader: Reader | None = None


def present() -> bool:
    """True when the labelled data and its scorers are on this machine."""
    return GOLD.is_dir() and SCORE.is_dir()


def rows(name: str, *, first: int | None = None, every: int = 1) -> list[dict[str, Any]]:
    """Rows of a JSONL file of the labelled data: all, or `first` of every so manyth.

    Rows of PLV whose recipient is a placeholder that does not stand in the sentence ("a recipient", no offsets; 24 of
    1,050) are left out: the scorer can't place them.
    """
    with (GOLD / name).open(encoding="utf-8") as lines:
        found = [json.loads(line) for i, line in enumerate(lines) if i % every == 0]
    return [row for row in found if _placed(row)][:first]


def _placed(row: dict[str, Any]) -> bool:
    spans = [*row.get("source", ()), *row.get("target", ())] if "event" in row else []
    return all("end" in span for span in spans if "text" in span)


def reader() -> Reader:
    """One reader for all measurements of this process."""
    global _reader
    if _reader is None:
        _reader = Reader()
    return _reader


def annotate(gold: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What `dragoman annotate` gives for each row, with the row's day where it has one."""
    for row in gold:
        article: Article = article_from_text(row["text"], published=day_of(row))
        yield reading_to_json(reader().read(article), row["id"])


def day_of(row: dict[str, Any]) -> str | None:
    """The row's day in ISO form: `published`, TimeML's `dct`, PolNeAR's `date`, or FA-KES's month/day/year."""
    value = row.get("published") or row.get("dct") or row.get("date")
    if value and "/" in value:
        return datetime.strptime(value, "%m/%d/%y").date().isoformat()
    return value


def score(scorer: str, gold: list[dict[str, Any]], pred: Iterable[dict[str, Any]], *options: str) -> str:
    """What the scorer prints for these rows."""
    with tempfile.TemporaryDirectory() as folder:
        gold_file, pred_file = Path(folder) / "gold.jsonl", Path(folder) / "pred.jsonl"
        for path, content in ((gold_file, gold), (pred_file, pred)):
            with path.open("w", encoding="utf-8") as out:
                out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in content)
        return run(scorer, gold_file, pred_file, *options)


def run(scorer: str, gold_file: Path, pred_file: Path, *options: str) -> str:
    """What the scorer prints for two files."""
    command = [sys.executable, str(SCORE / scorer), str(gold_file), str(pred_file), *options]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def html_score(*, first: int | None = None, worst: int = 0) -> str:
    """The page scorer over the HTML pages, with the `worst` of them named."""
    truth = json.loads((GOLD / "pages_dev" / "truth.json").read_text(encoding="utf-8"))
    names = sorted(truth)[:first]
    with tempfile.TemporaryDirectory() as folder:
        truth_file, pred_file = Path(folder) / "truth.json", Path(folder) / "pred.jsonl"
        truth_file.write_text(json.dumps({n: truth[n] for n in names}), encoding="utf-8")
        _cleaned([GOLD / "pages_dev" / f"{n}.html.gz" for n in names], pred_file)
        return run("pages.py", truth_file, pred_file, "--worst", str(worst))


def lines_score(*, first: int | None = None, worst: int = 0) -> str:
    """The page scorer over captures that are plain text already, with the `worst` of them named."""
    with tempfile.TemporaryDirectory() as folder:
        truth_file, pred_file = Path(folder) / "truth.jsonl", Path(folder) / "pred.jsonl"
        paths = []
        with truth_file.open("w", encoding="utf-8") as out:
            for row in rows("lines_dev.jsonl", first=first):
                out.write(json.dumps(row) + "\n")
                paths.append(Path(folder) / f"{row['id'][:16]}.txt")
                paths[-1].write_text("\n".join(row["lines"]), encoding="utf-8")
        _cleaned(paths, pred_file)
        return run("pages.py", truth_file, pred_file, "--worst", str(worst))


def _cleaned(paths: list[Path], pred_file: Path) -> None:
    with pred_file.open("w", encoding="utf-8") as out:
        for page in read_pages([str(p) for p in paths]):
            if isinstance(page, BadInput):
                continue
            with contextlib.suppress(BadInput):
                out.write(json.dumps(cleaned_row(clean(page)), ensure_ascii=False) + "\n")
