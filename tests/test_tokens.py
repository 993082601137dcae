"""The parse as plain objects, and the vectors under it, held against spaCy's own."""

from __future__ import annotations

import gc

import numpy as np
import pytest
import spacy

from dragoman.language.parser import Parser, _model_folder
from dragoman.language.products import Product
from dragoman.language.tokens import Doc, Token, linked, loose
from dragoman.language.transitions import Transitions
from dragoman.language.vectors import KEPT, Vectors

SENTENCES = [
    "Eritrea's foreign minister, who met the envoys in Asmara on Tuesday, denied that its forces had opened fire.",
    "The embassy wasn't shut; it'll reopen next week, a spokesman said.",
    '"We can not accept a draft that names no one," she said, "and we won\'t."',
    "Talks.",
    "  Two   spaces, a tab\tand « marks » — €5m (£4m)…",
]


@pytest.fixture(scope="module")
def stock() -> spacy.Language:
    return spacy.load(_model_folder(), exclude=["ner", "attribute_ruler", "lemmatizer", "senter"])


def by_spacy(stock: spacy.Language, sentence: str) -> spacy.tokens.Doc:
    doc = stock.make_doc(sentence)
    for token in doc[1:]:
        token.is_sent_start = False
    return next(iter(stock.pipe([doc])))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_token_says_what_spacys_says(parser: Parser, stock: spacy.Language, sentence: str) -> None:
    (ours,) = parser.parse([sentence])
    theirs = by_spacy(stock, sentence)
    assert "".join(t.text + t.whitespace_ for t in ours) == sentence == ours.text
    assert len(ours) == len(theirs)
    for one, other in zip(ours, theirs, strict=True):
        for name in ("i", "idx", "text", "whitespace_", "lower_", "tag_", "dep_", "is_punct", "n_rights"):
            assert getattr(one, name) == getattr(other, name), (one, name)
        assert one.head.i == other.head.i
        for name in ("children", "lefts", "rights", "subtree", "ancestors"):
            assert [t.i for t in getattr(one, name)] == [t.i for t in getattr(other, name)], (one, name)
        assert (one.left_edge.i, one.right_edge.i) == (other.left_edge.i, other.right_edge.i)
        assert one.doc is ours


def test_neighbours_end_with_the_sentence(parser: Parser) -> None:
    (doc,) = parser.parse(["Talks began."])
    assert doc[0].nbor().text == "began"
    assert doc[1].nbor(-1) is doc[0]
    for token, by in ((doc[0], -1), (doc[2], 1)):
        with pytest.raises(IndexError):
            token.nbor(by)


def test_a_stretch_is_the_text_between_its_tokens(parser: Parser) -> None:
    (doc,) = parser.parse(["The envoys  left, they said."])
    assert doc.stretch(0, 4) == "The envoys  left"
    assert doc.stretch(4, 5) == ","
    assert doc.stretch(2, 2) == ""


def test_a_deep_tree_needs_no_recursion() -> None:
    doc = Doc("a " * 5000)
    for i in range(5000):
        doc.append(Token(doc, i, 2 * i, "a", " ", "NN", "conj", "a"))
    linked(doc, [max(i - 1, 0) for i in range(5000)])
    assert [t.i for t in doc[0].subtree] == list(range(5000))
    assert sum(1 for _ in doc[-1].ancestors) == 4999


def test_a_released_tree_needs_no_collector() -> None:
    def tokens() -> int:
        return sum(isinstance(o, Token) for o in gc.get_objects())

    gc.collect()
    gc.disable()
    try:
        before = tokens()
        doc = linked(loose([("Talks", " "), ("began", ""), (".", "")]), [1, 1, 1])
        assert tokens() == before + 3
        doc.release()
        assert (tokens(), list(doc)) == (before, [])
    finally:
        gc.enable()


def test_loose_words_have_no_tree() -> None:
    doc = loose([("KORIN", ","), (" ", ""), ("May", " "), ("3", "")])
    assert doc.text == "KORIN, May 3"
    assert [t.idx for t in doc] == [0, 6, 7, 11]
    assert all(t.head is t and not t.children for t in doc)


def test_a_product_is_numpys() -> None:
    whole = np.arange(-60, 60, dtype=np.float32).reshape(8, 15)
    rows, weights = whole[:, :5], whole.T[:5, :7]
    np.testing.assert_allclose(Product(weights)(rows), rows @ weights)
    np.testing.assert_allclose(Product(weights, weights[0])(rows[:1]), rows[:1] @ weights + weights[0])
    assert Product(weights)(rows[:0]).shape == (0, 7)


def test_vectors_are_spacys(stock: spacy.Language) -> None:
    model = stock.get_pipe("tok2vec").model
    docs = [stock.make_doc(s) for s in SENTENCES]
    ours = Vectors(model)
    for _ in range(2):  # the second time its words are known
        for one, other in zip(ours(docs), model.predict(docs), strict=True):
            np.testing.assert_allclose(one, other, atol=2e-5)


def test_steps_of_many_sentences_are_spacys(stock: spacy.Language) -> None:
    component = stock.get_pipe("parser")
    vectors = Vectors(stock.get_pipe("tok2vec").model)
    long = " ".join(f"The envoy of side {n} said that it had not signed, and" for n in range(40)) + " left."
    sides = [[stock.make_doc(s) for s in [*SENTENCES, "", long, "  "]] for _ in range(2)]
    for docs, predict in zip(sides, (Transitions(component), component.predict), strict=True):
        for doc, vector in zip(docs, vectors(docs), strict=True):
            doc.tensor = vector
            doc.from_array(["SENT_START"], np.array([1, *[2**64 - 1] * len(doc)], np.uint64)[: len(doc)])
        component.set_annotations(docs, predict(docs))
    for one, other in zip(*sides, strict=True):
        assert one.to_array(["HEAD", "DEP"]).tolist() == other.to_array(["HEAD", "DEP"]).tolist()


def test_words_are_forgotten_when_they_are_many(stock: spacy.Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.language.vectors.KEPT", 10)
    ours = Vectors(stock.get_pipe("tok2vec").model)
    for number in range(50):
        ours([stock.make_doc(f"Envoy{number} met envoy{number + 1} twice.")])
    assert len(ours._known) <= 10 + 5 < KEPT


def shape(doc: Doc) -> list[tuple[str, str, str, int]]:
    return [(t.text, t.tag_, t.dep_, t.head.i) for t in doc]


def test_a_parse_is_the_same_beside_others(parser: Parser) -> None:
    together = [shape(doc) for doc in parser.parse(SENTENCES)]
    assert together == [shape(parser.parse([s])[0]) for s in SENTENCES]


def test_the_words_of_many_texts_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.language.parser.WARM", 20)
    monkeypatch.setattr("dragoman.language.parser.LASTS", 10)
    parser = Parser()
    first = [shape(doc) for doc in parser.parse(SENTENCES)]
    known = len(parser._nlp.vocab.strings)
    for number in range(60):
        parser.parse([f"Ambassador Xy{number}q resigned."])
    assert len(parser._nlp.vocab.strings) < known + 100, "three strings a word, those of thirty words at most"
    assert [shape(doc) for doc in parser.parse(SENTENCES)] == first


def test_nothing_to_parse(parser: Parser) -> None:
    assert parser.parse([]) == []
    assert parser.parse([""])[0] == []
