"""Writes the list of hashes that learned and compiled files are held against when they are loaded:
`python supply/manifest.py` (`--check` only compares, and ends with 1 when the list is another).

Run it after any of these files was made anew (`make reference`, a script in `training/`), and commit both together.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "dragoman"
MANIFEST = PACKAGE / "reference" / "packaged.sha256"
HELD = (
    "exports/data/countries.json.gz",
    "extract/figures/own.yaml",
    "extract/statements/lexicon/linker.json",
    "extract/statements/lexicon/weights.csv",
    "forecast/data/weights.csv.gz",
    "pages/data/line_model.json",
    "record/stories/background.csv",
    "record/stories/weights.csv",
    "reference/data/*.gz",
)
"""Files by their places in the package. The parser and the encoder have lists of their own; lexicons are rules that
people review, and stand in the repository like code."""


def manifest(package: Path = PACKAGE) -> str:
    """The list, in the format of `sha256sum`."""
    paths = sorted({path for pattern in HELD for path in package.glob(pattern)})
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(package).as_posix()}\n" for path in paths
    )


def main() -> int:
    """Writes or compares it."""
    made = manifest()
    if sys.argv[1:] == ["--check"]:
        return int(MANIFEST.read_text(encoding="utf-8") != made)
    MANIFEST.write_text(made, encoding="utf-8")
    print(f"{MANIFEST}: {len(made.splitlines())} files")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
