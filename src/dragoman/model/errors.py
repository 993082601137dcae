"""One root for every error that dragoman raises on purpose; each says what happened, to what, and what to do."""

from __future__ import annotations


class DragomanError(Exception):
    """Root of dragoman's own errors. `exit_code` is what the command line ends with."""

    exit_code = 1


class BadInput(DragomanError):
    """A page, row or file that can't be read; `source` names it, the message says why and what to do."""

    exit_code = 3

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(source, reason)
        self.source = source
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


class RecordError(DragomanError):
    """A record file that can't be opened, read or written."""

    exit_code = 4


class ReferenceDataError(DragomanError):
    """Reference data that is missing, damaged or wrong."""

    exit_code = 5


class ModelFilesError(DragomanError):
    """Language model files that are missing or not the ones that were pinned."""

    exit_code = 5
