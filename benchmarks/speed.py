"""The whole reading against spaCy's own tagger and parser over the same text, in one process and one run.

    python benchmarks/speed.py [--articles 60] [--fast]

Half of the articles are FA-KES's, half PolNeAR's (development halves). Each is parsed by spaCy as it comes, then read
whole (cleaned, parsed, encoded, resolved, extracted) and written to a record, one article after the other, so that what
else the machine does falls on both. Prints seconds of CPU, word tokens a second, and where the time of a reading goes,
room by room in microseconds a token; rooms that stand indented are parts of the one above. Deriving is measured by
`deriving.py`.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import gold
import spacy
from spacy.language import Language

from dragoman import reader as pipeline
from dragoman.language import parser
from dragoman.language.encoder import Encoder
from dragoman.language.vectors import Vectors
from dragoman.model import Interval
from dragoman.pages import article_from_text
from dragoman.record import Record

ROOMS = (
    ("language", pipeline, "analyse"),
    ("  tokenizing", Language, "make_doc"),
    ("  word vectors", Vectors, "__call__"),
    ("  tokens as plain objects", parser.Parser, "_own"),
    ("times", pipeline, "read_times"),
    ("actors", pipeline, "find_actors"),
    ("dating", pipeline, "date_article"),
    ("statements", pipeline.statements, "extract"),
    ("  encoder", Encoder, "_run"),
    ("events", pipeline.events, "extract"),
    ("figures", pipeline.figures, "extract"),
    ("positions", pipeline.positions, "extract"),
    ("drafts", pipeline.drafts, "extract"),
)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--articles", type=int, default=60)
    ap.add_argument("--fast", action="store_true", help="without the encoder")
    a = ap.parse_args()
    texts = [
        row["text"]
        for name in ("fakes_dev.jsonl", "polnear_dev.jsonl")
        for row in gold.rows(name, first=a.articles // 2)
    ]
    reader = pipeline.Reader(fast=a.fast)
    for text in texts[:3]:
        reader.read(text)
    # spaCy as it comes: our own parser works its vectors out in another way.
    stock = spacy.load(parser._model_folder(), exclude=["ner", "attribute_ruler", "lemmatizer", "senter"])
    list(stock.pipe(texts[:3]))
    spent: dict[str, float] = {}

    def timed(name: str, holder: object, attribute: str) -> None:
        inner = getattr(holder, attribute)
        spent[name] = 0.0

        def run(*args: object, **kwargs: object) -> object:
            began = time.process_time()
            try:
                return inner(*args, **kwargs)
            finally:
                spent[name] += time.process_time() - began

        setattr(holder, attribute, run)

    for name, holder, attribute in ROOMS:
        timed(name, holder, attribute)
    alone = whole = written = 0.0
    tokens = 0
    with tempfile.TemporaryDirectory() as folder, Record(Path(folder) / "speed.dragoman") as record:
        for text in texts:
            kept = dict(spent)
            began = time.process_time()
            tokens += sum(len(doc) for doc in stock.pipe(text.split("\n"), batch_size=32))
            alone += time.process_time() - began
            spent.update(kept)  # what spaCy's own reading spent in `make_doc` is none of ours
            began = time.process_time()
            reading = reader.read(article_from_text(text), published=Interval.parse("2012-02-08"))
            between = time.process_time()
            record.add(reading)
            ended = time.process_time()
            whole += ended - began
            written += ended - between
    spent["writing"] = written
    print(f"articles {len(texts)}, tokens {tokens}")
    print(f"spaCy tagger and parser alone  {alone:7.2f} s  {tokens / alone:8.0f} tokens a second")
    print(
        f"the whole reading              {whole:7.2f} s  {tokens / whole:8.0f} tokens a second, "
        f"{alone / whole:.2f} of its speed"
    )
    for name, seconds in spent.items():
        if seconds:
            each, share = 1e6 * seconds / tokens, 100 * seconds / whole
            print(f"  {name:27} {seconds:6.2f} s {each:6.1f} us a token {share:5.1f} %")


if __name__ == "__main__":
    main()
