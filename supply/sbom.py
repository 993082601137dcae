"""The software bill of materials, CycloneDX 1.6 as JSON: `make sbom`, or `python supply/sbom.py [--out FILE]`.

Made from what is in this checkout and nothing else: the hash-pinned lists in `requirements/` (packages, the hashes of
their files, who needs whom), the files of other projects that the package carries (`supply/carried.csv`), and the files
of its models. It has no time and no random number in it: the same checkout gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import sys
import tomllib
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LISTS = (("run.txt", "required"), ("dev.txt", "excluded"))
"""Lists of packages and their scope in CycloneDX: `excluded` is what only tests, builds and extras need."""
CARRIED = ROOT / "supply" / "carried.csv"
MODELS = (
    "language/encoder/data/*",
    "extract/events/heads/*",
    "extract/statements/lexicon/linker.json",
    "extract/statements/lexicon/weights.csv",
    "extract/figures/own.yaml",
    "pages/data/line_model.json",
    "record/stories/background.csv",
    "record/stories/weights.csv",
    "forecast/data/weights.csv.gz",
)
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>[^\s;\\]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
VIA = re.compile(r"^\s+#\s+(?:via\s+)?(?P<name>[A-Za-z0-9._-]+)(?P<rest>.*)$")


@dataclass(frozen=True, slots=True)
class Pinned:
    """A package of a list: its version, the SHA-256 of each file that may be installed, and who asks for it."""

    name: str
    version: str
    hashes: tuple[str, ...]
    via: tuple[str, ...]

    @property
    def purl(self) -> str:
        """Its package URL."""
        return f"pkg:pypi/{self.name}@{self.version}"


def pinned(text: str) -> list[Pinned]:
    """The packages of a list as `uv pip compile --generate-hashes` writes it."""
    found: list[Pinned] = []
    for block in re.split(r"\n(?=[A-Za-z0-9])", text):
        pin = PIN.match(block)
        if pin is None:
            continue
        via: list[str] = []
        told = False
        for line in block.splitlines()[1:]:
            told = told or line.strip().startswith("# via")
            who = VIA.match(line) if told and line.strip() != "# via" else None
            if who is not None:
                via.append(_normal(who["name"]))
        found.append(Pinned(_normal(pin["name"]), pin["version"], tuple(HASH.findall(block)), tuple(via)))
    return found


def bill(root: Path = ROOT) -> dict[str, Any]:
    """The whole document for a checkout."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    me = f"pkg:pypi/{project['name']}@{project['version']}"
    listed: dict[str, tuple[Pinned, str]] = {}
    for name, scope in LISTS:
        for one in pinned((root / "requirements" / name).read_text(encoding="utf-8")):
            listed.setdefault(one.purl, (one, scope))
    components = [_package(one, scope) for _, (one, scope) in sorted(listed.items())]
    components += [_carried(row, root) for row in _rows(root)]
    components += [_model(path, root) for path in _models(root)]
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": me,
                "name": project["name"],
                "version": project["version"],
                "description": project["description"],
                "licenses": [{"license": {"id": project["license"]}}],
                "purl": me,
            }
        },
        "components": components,
        "dependencies": _dependencies(me, project["name"], listed, components),
    }
    content = json.dumps(document, sort_keys=True).encode()
    serial = uuid.uuid5(uuid.NAMESPACE_URL, hashlib.sha256(content).hexdigest())
    return {**document, "serialNumber": f"urn:uuid:{serial}"}


def _package(one: Pinned, scope: str) -> dict[str, Any]:
    files = [{"alg": "SHA-256", "content": h} for h in one.hashes]
    where = f"https://pypi.org/project/{one.name}/{one.version}/#files"
    return {
        "type": "library",
        "bom-ref": one.purl,
        "name": one.name,
        "version": one.version,
        "scope": scope,
        "purl": one.purl,
        "externalReferences": [{"type": "distribution", "url": where, "hashes": files}],
    }


def _carried(row: dict[str, str], root: Path) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": f"{row['purl']}#{row['file']}",
        "name": row["name"],
        "version": row["version"],
        "scope": "required",
        "licenses": [{"license": {"id": row["licence"]}}],
        "purl": row["purl"],
        "hashes": [{"alg": "SHA-256", "content": _sha256(root / row["file"])}],
        "properties": [{"name": "dragoman:file", "value": row["file"]}],
    }


def _model(path: Path, root: Path) -> dict[str, Any]:
    name = path.relative_to(root).as_posix()
    return {
        "type": "machine-learning-model" if path.suffix in {".onnx", ".npz"} else "data",
        "bom-ref": f"file:{name}",
        "name": name,
        "scope": "required",
        "hashes": [{"alg": "SHA-256", "content": _sha256(path)}],
    }


def _dependencies(
    me: str, project: str, listed: dict[str, tuple[Pinned, str]], components: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    needs: dict[str, set[str]] = {me: {c["bom-ref"] for c in components if c["bom-ref"] not in listed}}
    by_name: dict[str, list[str]] = {}
    for purl, (one, _) in listed.items():
        by_name.setdefault(one.name, []).append(purl)
    for purl, (one, _) in listed.items():
        needs.setdefault(purl, set())
        for name in one.via:
            for who in [me] if name == _normal(project) else by_name.get(name, []):
                needs.setdefault(who, set()).add(purl)
    return [{"ref": ref, "dependsOn": sorted(needs[ref] - {ref})} for ref in sorted(needs)]


def _rows(root: Path) -> list[dict[str, str]]:
    with (root / CARRIED.relative_to(ROOT)).open(encoding="utf-8", newline="") as lines:
        return sorted(csv.DictReader(lines), key=lambda row: row["file"])


def _models(root: Path) -> list[Path]:
    package = root / "src" / "dragoman"
    return sorted({path for pattern in MODELS for path in package.glob(pattern) if path.suffix not in {".py", ".md"}
                   and path.is_file()})  # fmt: skip


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Writes the bill to standard output or to a file."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    asked.add_argument("--out", type=Path, help="a file; standard output without it")
    out = asked.parse_args().out
    written = json.dumps(bill(), indent=1, sort_keys=True) + "\n"
    if out is None:
        sys.stdout.write(written)
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(written, encoding="utf-8")
    print(f"{out}: {len(json.loads(written)['components'])} components")


if __name__ == "__main__":
    main()
