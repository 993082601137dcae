"""Writes the lists of hashes that learned and compiled files (`packaged.sha256`) and lexicons (`lexicons.sha256`) are
held against when they are loaded: `python supply/manifest.py`, or `make sums` (`--check` only compares, names what is
another, and ends with 1).

Run it after any of these files was made anew (`make reference`, a script in `training/`) or edited, and commit both
together.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "dragoman"
MANIFEST = PACKAGE / "reference" / "packaged.sha256"
LEXICONS = PACKAGE / "reference" / "lexicons.sha256"
HELD = (
    "exports/data/countries.json.gz",
    "extract/events/heads/heads.json",
    "extract/figures/own.yaml",
    "extract/statements/lexicon/linker.json",
    "extract/statements/lexicon/weights.csv",
    "forecast/data/weights.csv.gz",
    "language/encoder/data/encoder.json",
    "pages/data/line_model.json",
    "record/stories/background.csv",
    "record/stories/weights.csv",
    "reference/data/*.gz",
)
"""Learned and compiled files by their places in the package; `encoder.json` and `heads.json` hold the sums of the other
files of their models. The parser has a list of its own."""
EDITED = ("*.yaml", "*.csv")
"""Lexicons: what people wrote and review, wherever it stands in the package."""


def manifest(package: Path = PACKAGE) -> str:
    """The list of learned and compiled files, in the format of `sha256sum`."""
    return _sums(package, _held(package))


def lexicons(package: Path = PACKAGE) -> str:
    """The list of lexicons, in the same format."""
    found = {path for pattern in EDITED for path in package.rglob(pattern)}
    return _sums(package, found - _held(package))


def _held(package: Path) -> set[Path]:
    return {path for pattern in HELD for path in package.glob(pattern)}


def _sums(package: Path, paths: set[Path]) -> str:
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(package).as_posix()}\n"
        for path in sorted(paths)
    )


def main() -> int:
    """Writes or compares them."""
    changed = 0
    for path, made in ((MANIFEST, manifest()), (LEXICONS, lexicons())):
        before = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        others = {line.split("  ", 1)[1] for line in set(before) ^ set(made.splitlines())}
        changed += len(others)
        for place in sorted(others):
            print(f"{place}: {'is not as' if '--check' in sys.argv else 'was not as'} {path.name} says")
        if "--check" not in sys.argv:
            path.write_text(made, encoding="utf-8")
            print(f"{path}: {len(made.splitlines())} files")
    return int("--check" in sys.argv and changed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
