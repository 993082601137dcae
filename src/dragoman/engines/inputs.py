"""Inputs cut into shards: what one worker reads by itself, from local paths or, by fsspec, from object storage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from dragoman.model import BadInput, DragomanError, Page, content_id
from dragoman.pages.captures import KNOWN, SUFFIXES, read_named, read_pages, walk

FILES_A_SHARD = 200
"""Small pages that are read together; a container (WARC, JSON lines, Parquet, feed) is a shard of its own."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Files that one worker reads in turn; `key` is a hash of their names and sizes."""

    key: str
    files: tuple[str, ...]

    def pages(self, max_bytes: int | None = None) -> Iterator[Page | BadInput]:
        """Their pages, one after another."""
        bound = {} if max_bytes is None else {"max_bytes": max_bytes}
        for name in self.files:
            if _is_remote(name):
                yield from _remote(name, **bound)
            else:
                yield from read_pages([name], **bound)


def shards(paths: Sequence[str]) -> Iterator[Shard | BadInput]:
    """The shards of files, folders and addresses (`s3://…`), in the order of their names; nothing is opened yet."""
    small: list[tuple[str, int]] = []
    for path in paths:
        for found in _remote_files(path) if _is_remote(path) else _local_files(Path(path)):
            if isinstance(found, BadInput):
                yield found
                continue
            if _suffix(found[0]) not in SUFFIXES:
                yield _shard([found])
                continue
            small.append(found)
            if len(small) == FILES_A_SHARD:
                yield _shard(small)
                small = []
    if small:
        yield _shard(small)


def file_system(url: str) -> tuple[Any, str]:
    """The file system of an address or a local path, and the path on it. Raises `DragomanError` when fsspec, or what it
    needs for the address, is missing."""
    try:
        import fsspec

        return fsspec.core.url_to_fs(url)  # type: ignore[no-any-return]
    except ImportError as problem:
        raise DragomanError(f'{url}: {problem}; `pip install "dragoman[ray]"` and what the storage needs') from None
    except ValueError as problem:
        raise DragomanError(f"{url}: {problem}") from None


def _shard(files: Sequence[tuple[str, int]]) -> Shard:
    return Shard(content_id("shard", *(part for name, size in files for part in (name, str(size)))), _names(files))


def _names(files: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    return tuple(name for name, _ in files)


def _local_files(root: Path) -> Iterator[tuple[str, int] | BadInput]:
    if not root.exists():
        yield BadInput(str(root), "there is no such file or folder")
    elif root.is_dir():
        for found in walk(root):
            if isinstance(found, BadInput):
                yield found
            elif _suffix(found.name) not in KNOWN:
                yield BadInput(str(found), "has no suffix that is read; name it outright to read it")
            else:
                yield str(found), found.stat().st_size
    else:
        yield str(root), root.stat().st_size


def _remote_files(url: str) -> Iterator[tuple[str, int] | BadInput]:
    try:
        system, path = file_system(url)
        found = system.find(path, detail=True)
    except (OSError, DragomanError) as problem:
        yield BadInput(url, f"can't be listed ({problem})")
        return
    if not found:
        yield BadInput(url, "there is no such file or folder")
    for name in sorted(found):
        yield system.unstrip_protocol(name), int(found[name].get("size") or 0)


def _remote(url: str, **bound: int) -> Iterator[Page | BadInput]:
    system, path = file_system(url)
    try:
        with system.open(path, "rb") as raw:
            yield from read_named(raw, url, **bound)
    except OSError as problem:
        yield BadInput(url, f"can't be read ({problem}); what came before was read")


def _is_remote(path: str) -> bool:
    return "://" in path


def _suffix(name: str) -> str:
    parts = [s.lower() for s in PurePosixPath(name).suffixes]
    if parts and parts[-1] == ".gz":
        parts.pop()
    return parts[-1] if parts else ""
