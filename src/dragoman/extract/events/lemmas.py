"""The lemma of a token: from spaCy's own tables, looked up by what their keys are (hashes of the class names)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dragoman.language.lemmas import Lemmatizer
from dragoman.language.parser import _model_folder

if TYPE_CHECKING:
    from spacy.tokens import Token

CLASSES = ("verb", "noun", "adj", "adv")


@cache
def _lemmatizer() -> Lemmatizer:
    import srsly
    from spacy.strings import get_string_id

    raw = (_model_folder() / "lemmatizer" / "lookups" / "lookups.bin").read_bytes()
    names = {get_string_id(name): name for name in CLASSES}
    tables = srsly.msgpack_loads(raw)
    return Lemmatizer({t: {names.get(k, k): v for k, v in table.items()} for t, table in tables.items()})


def lemma(token: Token) -> str:
    """The lemma of a token, in lower case but for proper names."""
    return _lemmatizer().lemma(token.text, token.tag_)
