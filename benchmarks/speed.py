"""The whole reading against spaCy's own tagger and parser over the same text, in one process and one run.

    python benchmarks/speed.py [--articles 60] [--fast]

Prints seconds of CPU, word tokens a second, and where the time of a reading goes, room by room.
"""

from __future__ import annotations

import argparse
import os
import time
from collections import Counter

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import gold
import spacy

from dragoman import reader as pipeline
from dragoman.language.parser import _model_folder
from dragoman.model import Interval
from dragoman.pages import article_from_text


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
    reader.read(texts[0])
    # spaCy as it comes: our own parser lets numpy multiply its matrices.
    stock = spacy.load(_model_folder(), exclude=["ner", "attribute_ruler", "lemmatizer", "senter"])
    list(stock.pipe(texts[:2]))
    spent: Counter[str] = Counter()

    def timed(name: str, module: object, attribute: str) -> None:
        inner = getattr(module, attribute)

        def run(*args: object, **kwargs: object) -> object:
            began = time.process_time()
            try:
                return inner(*args, **kwargs)
            finally:
                spent[name] += time.process_time() - began

        setattr(module, attribute, run)

    began = time.process_time()
    docs = [d for text in texts for d in stock.pipe(text.split("\n"), batch_size=32)]
    alone = time.process_time() - began
    tokens = sum(len(d) for d in docs)
    for name, module, attribute in (
        ("language", pipeline, "analyse"),
        ("times", pipeline, "read_times"),
        ("actors", pipeline, "find_actors"),
        ("dating", pipeline, "date_article"),
        ("statements", pipeline.statements, "extract"),
        ("events", pipeline.events, "extract"),
        ("figures", pipeline.figures, "extract"),
        ("positions", pipeline.positions, "extract"),
        ("drafts", pipeline.drafts, "extract"),
    ):
        timed(name, module, attribute)
    began = time.process_time()
    for text in texts:
        reader.read(article_from_text(text), published=Interval.parse("2012-02-08"))
    whole = time.process_time() - began
    print(f"articles {len(texts)}, tokens {tokens}")
    print(f"spaCy tagger and parser alone  {alone:7.2f} s  {tokens / alone:8.0f} tokens a second")
    print(
        f"the whole reading              {whole:7.2f} s  {tokens / whole:8.0f} tokens a second, "
        f"{alone / whole:.2f} of its speed"
    )
    for name, seconds in spent.most_common():
        print(f"  {name:12} {seconds:7.2f} s  {100 * seconds / whole:5.1f} %")


if __name__ == "__main__":
    main()
