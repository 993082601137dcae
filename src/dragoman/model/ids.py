"""Ids are content hashes: the same bytes give the same ids on any machine, in any order."""

from __future__ import annotations

import hashlib


def content_id(*parts: object) -> str:
    """Sixteen hexadecimal digits of a BLAKE2b over the parts' text, each closed by a separator."""
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        digest.update(part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass"))
        digest.update(b"\x1f")
    return digest.hexdigest()


def text_sha256(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, in hexadecimal (lone surrogates kept)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
