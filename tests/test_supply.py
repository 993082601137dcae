"""The bill of materials: everything pinned, carried or learned is on it, and it is the same every time."""

from __future__ import annotations

import hashlib
import importlib.util
import itertools
import json
import socket
import sys
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import pytest

from dragoman.extract.events.opinion import head
from dragoman.language.encoder import Encoder
from dragoman.model import ModelFilesError, Page
from dragoman.reader import Reader
from dragoman.record import Record
from dragoman.reference import packaged
from made_readings import reading

ROOT = Path(__file__).resolve().parent.parent


def _script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"supply_{name}", ROOT / "supply" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def sbom() -> ModuleType:
    return _script("sbom")


def test_a_list_gives_names_versions_hashes_and_who_asks(sbom: ModuleType) -> None:
    text = (
        "# made by uv\n"
        f"Anyio==4.1 \\\n    --hash=sha256:{'a' * 64} \\\n    --hash=sha256:{'b' * 64}\n    # via\n    #   httpx\n    #   starlette\n"
        f"colorama==0.4 ; sys_platform == 'win32' \\\n    --hash=sha256:{'c' * 64}\n    # via dragoman (pyproject.toml)\n"
    )
    first, second = sbom.pinned(text)
    assert (first.purl, first.hashes, first.via) == ("pkg:pypi/anyio@4.1", ("a" * 64, "b" * 64), ("httpx", "starlette"))
    assert (second.name, second.version, second.via) == ("colorama", "0.4", ("dragoman",))


def test_everything_pinned_is_on_the_bill(sbom: ModuleType) -> None:
    found = {c["bom-ref"]: c for c in sbom.bill()["components"]}
    for name, scope in (("run.txt", "required"), ("dev.txt", None)):
        listed = sbom.pinned((ROOT / "requirements" / name).read_text(encoding="utf-8"))
        assert len(listed) > 50
        for one in listed:
            there = found[one.purl]
            assert [h["content"] for h in there["externalReferences"][0]["hashes"]], f"{one.name} has no hash"
            assert scope is None or there["scope"] == scope


def test_every_script_and_model_that_the_package_carries_is_on_the_bill(sbom: ModuleType) -> None:
    package = ROOT / "src" / "dragoman"
    files = [*package.rglob("*.onnx"), *package.rglob("*.npz"), *package.rglob("*.min.js")]
    assert len(files) >= 5
    hashes = {h["content"] for c in sbom.bill()["components"] for h in c.get("hashes", [])}
    missing = [p.name for p in files if hashlib.sha256(p.read_bytes()).hexdigest() not in hashes]
    assert not missing, f"neither in supply/carried.csv nor a model of supply/sbom.py: {missing}"


def test_the_list_of_hashes_is_that_of_the_files() -> None:
    manifest = _script("manifest")
    for path, made in ((manifest.MANIFEST, manifest.manifest()), (manifest.LEXICONS, manifest.lexicons())):
        others = set(path.read_text(encoding="utf-8").splitlines()) ^ set(made.splitlines())
        changed = sorted({line.split("  ", 1)[1] for line in others})
        assert not changed, f"run `make sums` (or `python supply/manifest.py`) and commit {path.name} with {changed}"
    assert set(packaged.hashes()) >= {"extract/statements/lexicon/linker.json", "reference/data/persons.csv.gz"}
    for place, digest in packaged.hashes().items():
        assert hashlib.sha256(packaged.packaged_bytes(place)).hexdigest() == digest


def test_a_file_that_is_not_the_packaged_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    place = "pages/data/line_model.json"
    for damaged in ({place: "0" * 64}, {}):
        monkeypatch.setattr(packaged, "hashes", lambda told=damaged: told)
        with pytest.raises(ModelFilesError, match=r"dragoman/pages/data/line_model\.json: SHA-256 is"):
            packaged.packaged_text(place)
    with pytest.raises(ModelFilesError, match=r"dragoman/no/such.csv: can't be read"):
        packaged.packaged_bytes("no/such.csv")


def test_every_file_that_a_reading_follows_is_in_a_list() -> None:
    package = ROOT / "src" / "dragoman"
    held = {*packaged.hashes(), *packaged.hashes(packaged.LEXICONS)}
    own = {"language/encoder/data/tokenizer.json"}  # held against encoder.json
    found = {
        path.relative_to(package).as_posix()
        for kind in ("yaml", "csv", "json", "gz")
        for path in package.rglob(f"*.{kind}")
        if not path.is_relative_to(package / "sample") and not path.is_relative_to(package / "web")
    }
    assert found - held == own
    assert len(found) > 80


def _installed(folder: Path) -> Path:
    """The lexicons of the package, as they would stand where it is installed."""
    for place in packaged.hashes(packaged.LEXICONS):
        path = folder / "dragoman" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((ROOT / "src" / "dragoman" / place).read_bytes())
    return folder / "dragoman"


def test_a_lexicon_that_is_not_the_packaged_one_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = _installed(tmp_path / "lib" / "python")
    changed = root / "extract" / "events" / "lexicon" / "accuse.yaml"
    whole = changed.read_bytes()
    monkeypatch.setattr(packaged, "files", lambda name: root if name == "dragoman" else files(name))
    hold = packaged.hold_lexicons.__wrapped__
    hold()
    for content in (whole.replace(b"e", b"o", 1), None):
        changed.unlink() if content is None else changed.write_bytes(content)
        with pytest.raises(
            ModelFilesError, match=r"dragoman/extract/events/lexicon/accuse\.yaml: .*install dragoman again"
        ):
            hold()
    # In a checkout a lexicon is edited and tried: nothing is compared there but by the tests.
    checkout = tmp_path / "lib" / "supply" / "manifest.py"
    root.rename(tmp_path / "lib" / "src-dragoman")
    checkout.parent.mkdir()
    checkout.touch()
    (tmp_path / "lib" / "src").mkdir()
    root = (tmp_path / "lib" / "src-dragoman").rename(tmp_path / "lib" / "src" / "dragoman")
    hold()


def test_lexicons_are_held_before_anything_is_read_or_derived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged() -> None:
        raise ModelFilesError("dragoman/a.yaml: SHA-256 is another")

    monkeypatch.setattr("dragoman.reader.hold_lexicons", damaged)
    monkeypatch.setattr("dragoman.record.deriving.hold_lexicons", damaged)
    with pytest.raises(ModelFilesError):
        Reader(fast=True)
    with Record(tmp_path / "r.dragoman") as record:
        record.add(reading())
        with pytest.raises(ModelFilesError):
            record.derive()


@pytest.mark.parametrize("place", ["language/encoder/data/encoder.json", "extract/events/heads/heads.json"])
def test_what_holds_the_sums_of_a_model_is_held_itself(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {**packaged.hashes(), place: "0" * 64}
    monkeypatch.setattr(packaged, "hashes", lambda name=packaged.MANIFEST: told)
    head.cache_clear()
    with pytest.raises(ModelFilesError, match=Path(place).name):
        head() if "heads" in place else Encoder().encode("Norway spoke.", [(0, 13)])
    head.cache_clear()


def test_what_is_learned_is_read_through_the_list() -> None:
    """No code opens a listed file past the list."""
    package = ROOT / "src" / "dragoman"
    code = "".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    for place in packaged.hashes():
        if not place.startswith("reference/data/"):
            assert f'"{place}"' in code, place
    assert code.count('packaged_bytes(f"reference/data/{name}.csv.gz")') == 1


def test_the_versions_of_carried_scripts_are_those_in_notice(sbom: ModuleType) -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for row in sbom._rows(ROOT):
        assert row["version"] in notice, f"NOTICE does not name {row['name']} {row['version']}"


def test_dependencies_lead_to_components_only(sbom: ModuleType) -> None:
    document = sbom.bill()
    known = {c["bom-ref"] for c in document["components"]} | {document["metadata"]["component"]["bom-ref"]}
    assert len(known) == len(document["components"]) + 1, "two components have one name"
    edges = {d["ref"]: d["dependsOn"] for d in document["dependencies"]}
    assert set(edges) <= known
    assert {to for ends in edges.values() for to in ends} <= known
    me = document["metadata"]["component"]["bom-ref"]
    assert any(to.startswith("pkg:pypi/spacy@") for to in edges[me])


def test_the_same_checkout_gives_the_same_bill(sbom: ModuleType) -> None:
    one, other = json.dumps(sbom.bill(), sort_keys=True), json.dumps(sbom.bill(), sort_keys=True)
    assert one == other
    assert json.loads(one)["serialNumber"].startswith("urn:uuid:")
    assert "timestamp" not in json.loads(one)["metadata"]


def _schemas() -> Path | None:
    """CycloneDX's own schemas, which come with pip-audit: `make audit` installs it into an environment of its own."""
    places = itertools.chain((ROOT / ".venv" / "audit-env").glob("lib/python*/site-packages"), map(Path, sys.path))
    return next((p for place in places if (p := place / "cyclonedx" / "schema" / "_res").is_dir()), None)


@pytest.mark.skipif(_schemas() is None, reason="CycloneDX's schemas are not here; `make audit` installs them")
def test_the_bill_is_one_by_the_schema_of_cyclonedx(sbom: ModuleType) -> None:
    jsonschema, referencing = pytest.importorskip("jsonschema"), pytest.importorskip("referencing")
    folder = _schemas()
    assert folder is not None
    held = {
        name: json.loads((folder / f"{name}.SNAPSHOT.schema.json").read_text(encoding="utf-8"))
        for name in ("bom-1.6", "spdx", "jsf-0.82")
    }
    known = referencing.Registry().with_contents(
        (f"http://cyclonedx.org/schema/{name}.SNAPSHOT.schema.json", schema) for name, schema in held.items()
    )
    asked = jsonschema.Draft7Validator(held["bom-1.6"], registry=known)
    assert [e.message for e in asked.iter_errors(sbom.bill())] == []
    assert list(asked.iter_errors({**sbom.bill(), "components": [{"type": "no such thing", "name": "a"}]}))


def test_a_vulnerability_is_told_with_its_aliases_and_its_remedy() -> None:
    audit = _script("audit")
    lines = audit.told(
        {
            "name": "jinja2",
            "version": "1.0",
            "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["1.1"]}],
        }
    )
    assert lines == ["jinja2 1.0: PYSEC-1, CVE-1; mended in 1.1"]
    assert audit.told({"name": "jinja2", "skip_reason": "not found"}) == []


@pytest.mark.parametrize(
    ("answer", "code"),
    [(None, 3), ([{"name": "a", "skip_reason": "not found"}], 3), ([{"name": "a", "version": "1", "vulns": []}], 0),
     ([{"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1"}]}, {"name": "b", "skip_reason": "?"}], 1)],
)  # fmt: skip
def test_an_audit_that_could_not_ask_is_no_clean_one(
    answer: object, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit = _script("audit")
    monkeypatch.setattr(audit, "ask", lambda path: answer)
    assert audit.main() == code


def test_reading_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a connection was asked for")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    page = Page(
        source="a.html",
        content=b'<html><head><link rel="canonical" href="https://example.org/a"><title>Oslo recalls envoy</title></head>'
        b'<body><img src="https://example.org/b.png"><p>Norway recalled its ambassador to Iceland on Monday, the foreign '
        b"ministry said, and closed its ports to Icelandic boats after a quarrel over fish.</p></body></html>",
        format="html",
    )
    assert "ambassador" in Reader(fast=True).read(page).article.text
