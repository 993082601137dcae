"""Several archives at once: each is read by one worker, and what comes out is what one worker alone gives."""

from __future__ import annotations

import gzip
from pathlib import Path

from dragoman.engines.inputs import Shard, shards
from dragoman.engines.lake import Lake
from dragoman.engines.loading import Slice, load
from dragoman.engines.shards import read_local
from dragoman.model import BadInput
from dragoman.record import TABLES, Record
from test_archives import record

PARAGRAPHS = [
    "Norway accused Iceland on Monday of cutting the nets of {n} boats off the harbour of Narvik.",
    "Iceland denied the charge and said that its coast guard had been {n} miles away all day.",
    "“We will not pay for nets that nobody has shown us,” Iceland's foreign minister said.",
]


def _archive(path: Path, number: int, pages: int = 5) -> Path:
    """An archive of so many pages, and of one record that is cut off between them."""
    members = []
    for n in range(pages):
        body = "".join(f"<p>{p.format(n=10 * number + n + 2)}</p>" for p in PARAGRAPHS)
        html = f"<html><head><title>Nets {number} {n}</title></head><body><article>{body}</article></body></html>"
        members.append(gzip.compress(record(f"http://a.example/2013/{number}/{n}", html.encode())))
    members.insert(2, members[0][: len(members[0]) // 2])
    path.write_bytes(b"".join(members))
    return path


def test_several_archives_are_read_at_once_and_give_what_one_after_the_other_gives(tmp_path: Path) -> None:
    files = [str(_archive(tmp_path / f"{n}.warc.gz", n)) for n in range(4)]
    found = [s for s in shards(files) if isinstance(s, Shard)]
    assert [s.files for s in found] == [(name,) for name in files], "each file is for one worker"
    together = list(read_local(found, str(tmp_path / "two"), workers=2, fast=True))
    alone = list(read_local(found, str(tmp_path / "one"), fast=True))
    assert sorted(p.pages for p in together) == sorted(p.pages for p in alone) == [6] * 4
    assert sum(p.articles for p in together) == 20
    assert sum(p.rejects for p in together) == 4
    with Record(tmp_path / "a.dragoman") as one, Record(tmp_path / "b.dragoman") as two:
        for store, lake in ((one, "one"), (two, "two")):
            load(Lake(str(tmp_path / lake)), store, Slice())
        assert one.counts()["events"] > 20
        for name in TABLES:
            assert list(one.table(name)) == list(two.table(name)), name
        sources = {str(row["source"]).rpartition("@")[0] for row in one.articles()}
    assert sources == set(files)


def test_one_missing_archive_among_several_is_named(tmp_path: Path) -> None:
    there = _archive(tmp_path / "a.warc.gz", 1)
    found = list(shards([str(tmp_path / "none.warc.gz"), str(there)]))
    assert isinstance(found[0], BadInput)
    assert "no such file" in str(found[0])
    assert isinstance(found[1], Shard)
