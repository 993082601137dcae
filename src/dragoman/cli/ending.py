"""How a command ends: one clear line for an error, a telling exit code, no traceback for a closed pipe."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Any

import typer
from typer.core import TyperGroup

from dragoman.model import DragomanError

SKIPPED = 3
BROKEN_PIPE = 141
"""128 + SIGPIPE, as a shell shows it."""
INTERRUPTED = 130

EXIT_CODES = (
    "Exit codes: 0 all went well; 1 an error; 2 a wrong option; 3 some input could not be read (the rest was); "
    "4 the record; 5 reference data or model files; 130 stopped by Ctrl-C."
)


class Commands(TyperGroup):
    """The group of all commands, with the one way in which they end."""

    def invoke(self, ctx: Any) -> Any:
        """Runs a command; turns dragoman's own errors into a line on standard error and their exit code."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except DragomanError as error:
            complain(str(error))
            raise typer.Exit(error.exit_code) from None
        except BrokenPipeError:
            _leave_pipe()
            raise typer.Exit(BROKEN_PIPE) from None
        except KeyboardInterrupt:
            complain("stopped")
            raise typer.Exit(INTERRUPTED) from None
        return result


def complain(message: str) -> None:
    """One line on standard error."""
    one_line = " ".join(message.split("\n"))
    print(f"dragoman: {printable(one_line)}", file=sys.stderr)


def printable(text: str) -> str:
    """The text without what a terminal would act on: control characters and bidirectional overrides become U+FFFD."""
    return text.translate(_ACTIVE)


_ACTIVE = dict.fromkeys(
    [*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F),
     *range(0x2066, 0x206A), *range(0xD800, 0xE000)],
    "�",
) | {0x09: " ", 0x2028: " ", 0x2029: " "}  # fmt: skip


def _leave_pipe() -> None:
    """Nobody reads on: whatever is still written at exit goes nowhere."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
