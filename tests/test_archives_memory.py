"""Reading an archive keeps nothing of it: what the parser remembers does not grow with what it has read."""

from __future__ import annotations

import pytest

from dragoman.language import parser as parsing
from dragoman.language.parser import Parser


def test_the_parser_forgets_the_words_of_earlier_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "WARM", 40)
    monkeypatch.setattr(parsing, "LASTS", 20)
    parser, known, parses = Parser(), [], []
    for n in range(30):
        sentences = [f"Ketu{n}x{m} accused Ruma{n}y{m} of cutting {n * 1000 + m} nets." for m in range(10)]
        parses.append([[(t.text, t.tag_, t.dep_, t.head.i) for t in doc] for doc in parser.parse(sentences)])
        known.append(len(parser._nlp.vocab.strings))
    assert known[3] > known[0] + 60, "words are kept while the tokenizer warms up"
    assert max(known[5:]) - min(known[5:]) < 150, "and then no longer than a zone lasts"
    fresh = Parser()
    sentences = [f"Ketu29x{m} accused Ruma29y{m} of cutting {29000 + m} nets." for m in range(10)]
    again = [[(t.text, t.tag_, t.dep_, t.head.i) for t in doc] for doc in fresh.parse(sentences)]
    assert again == parses[-1], "what was read before changes no parse"
