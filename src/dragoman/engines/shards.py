"""Shards read into a lake: over the processes of one machine, or over a Ray cluster. Neither has a queue of its own."""

from __future__ import annotations

import logging
import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, Literal

from dragoman.engines.inputs import Shard
from dragoman.engines.lake import Lake, Progress, drained, read_shard
from dragoman.engines.pool import end_with_parent
from dragoman.model import DragomanError
from dragoman.reader import Reader, reader_version

Engine = Literal["local", "ray"]
Step = Callable[[Progress], None]

_worker: Worker | None = None


class Worker:
    """One reader and one lake, for every shard that comes its way."""

    def __init__(
        self, lake: str, fast: bool = False, reference_folder: Path | None = None, max_bytes: int | None = None
    ) -> None:
        self._lake = Lake(lake)
        self._reader = Reader(fast=fast, reference_folder=reference_folder)
        self._version = reader_version(fast=fast)
        self._max_bytes = max_bytes

    def read(self, shard: Shard) -> Progress:
        """Reads a shard to its end; a second call for the same shard finds what the first one wrote."""
        return drained(read_shard(self._lake, shard, self._reader, self._version, max_bytes=self._max_bytes))

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[int]]:
        """For Ray Data: a block of shards in columns, their progress in columns."""
        done = [
            self.read(Shard(str(key), tuple(str(f) for f in files)))
            for key, files in zip(batch["key"], batch["files"], strict=True)
        ]
        return {name: [getattr(p, name) for p in done] for name in Progress.__slots__}


def read_local(
    shards: Iterable[Shard],
    lake: str,
    *,
    workers: int = 1,
    fast: bool = False,
    reference_folder: Path | None = None,
    max_bytes: int | None = None,
) -> Iterator[Progress]:
    """The progress of each shard, in whatever order they end. Raises `DragomanError` when a worker is killed."""
    settings = (lake, fast, reference_folder, max_bytes)
    if workers <= 1:
        mine = Worker(*settings)
        for shard in shards:
            yield mine.read(shard)
        return
    with ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin, initargs=settings
    ) as pool:
        running: set[Future[Progress]] = set()
        try:
            for shard in shards:
                running.add(pool.submit(_work, shard))
                if len(running) > 2 * workers:
                    done, running = wait(running, return_when=FIRST_COMPLETED)
                    for one in done:
                        yield one.result()
            for one in running:
                yield one.result()
        except BrokenProcessPool:
            raise DragomanError(
                f"{lake}: a worker was killed (out of memory?); run the same command again: finished batches are kept"
            ) from None


def read_ray(
    shards: Iterable[Shard],
    lake: str,
    *,
    workers: int = 1,
    fast: bool = False,
    reference_folder: Path | None = None,
    max_bytes: int | None = None,
) -> Iterator[Progress]:
    """The progress of each shard, read by Ray Data: one reader a worker, a failed or lost worker's shards again.

    Uses the cluster that `RAY_ADDRESS` names, else one of this machine's processes. Raises `DragomanError` when Ray is
    not installed.
    """
    try:
        import ray
        import ray.data
    except ImportError:
        raise DragomanError('Ray is not installed; `pip install "dragoman[ray]"` brings it') from None
    if not ray.is_initialized():
        ray.init(log_to_driver=False, logging_level=logging.ERROR, include_dashboard=False)
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    # Actors are restarted, and what they had in hand is tried again, without limit: Ray Data's own defaults.
    context.actor_task_retry_on_errors = True
    items = [{"key": s.key, "files": list(s.files)} for s in shards]
    if not items:
        return
    read = ray.data.from_items(items, override_num_blocks=len(items)).map_batches(
        Worker,
        fn_constructor_args=(lake, fast, reference_folder, max_bytes),
        batch_size=1,
        compute=ray.data.ActorPoolStrategy(size=workers),
        num_cpus=1,
    )
    for row in read.iter_rows():
        yield Progress(**{name: int(row[name]) for name in Progress.__slots__})


def _begin(lake: str, fast: bool, reference_folder: Path | None, max_bytes: int | None) -> None:
    global _worker
    end_with_parent()
    _worker = Worker(lake, fast, reference_folder, max_bytes)


def _work(shard: Shard) -> Progress:
    assert _worker is not None
    return _worker.read(shard)
