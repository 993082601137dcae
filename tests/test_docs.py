"""Every example in the README and the docs runs and gives what it shows; every command, option and column is described.

A ```console block holds `$ command` lines, each followed by what it prints (`...` stands for anything; nothing shown
means only that the command ends well). A ```python block runs as it is. The blocks of one page run in order in one
folder, which holds the sample pages as `pages/`. A block after `<!-- not run -->` is left alone.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from dragoman.cli import app
from dragoman.record.columns import TABLES
from dragoman.sample import PAGES

ROOT = Path(__file__).resolve().parent.parent
PAGES_OF_DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"(<!-- not run -->\n)?```(console|python)\n(.*?)```", re.S)


def blocks(page: Path) -> list[tuple[str, str]]:
    """(language, body) of the blocks that are to be run."""
    return [(m[2], m[3]) for m in BLOCK.finditer(page.read_text(encoding="utf-8")) if not m[1]]


@pytest.mark.parametrize("page", [p for p in PAGES_OF_DOCS if blocks(p)], ids=lambda p: p.name)
def test_the_examples_run(page: Path, tmp_path: Path) -> None:
    shutil.copytree(PAGES, tmp_path / "pages")
    env = {k: v for k, v in os.environ.items() if not k.startswith("DRAGOMAN")}
    env.update(COLUMNS="120", NO_COLOR="1", PATH=f"{Path(sys.executable).parent}{os.pathsep}{env['PATH']}")
    for language, body in blocks(page):
        if language == "python":
            done = subprocess.run([sys.executable, "-c", body], cwd=tmp_path, env=env, capture_output=True, text=True)
            assert done.returncode == 0, f"{page.name}:\n{body}\n{done.stderr}"
            continue
        for step in re.split(r"^\$ ", body, flags=re.M)[1:]:
            command, _, shown = step.partition("\n")
            done = subprocess.run(command, shell=True, cwd=tmp_path, env=env, capture_output=True, text=True)
            assert done.returncode == 0, f"{page.name}: {command}\n{done.stdout}\n{done.stderr}"
            if shown.strip():
                got, want = _lines(done.stdout), _lines(shown)
                same = doctest.OutputChecker().check_output(want, got, doctest.ELLIPSIS)
                assert same, f"{page.name}: {command}\nshown:\n{want}\nprinted:\n{got}"


def _lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n"


def _commands() -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []

    def walk(command: object, name: str) -> None:
        inner = getattr(command, "commands", None)
        if inner:
            for key, sub in inner.items():
                walk(sub, f"{name} {key}")
        options = [o for p in command.params for o in p.opts if o.startswith("--")]  # type: ignore[attr-defined]
        found.append((name, options))

    walk(typer.main.get_command(app), "dragoman")
    return found


@pytest.mark.parametrize(("name", "options"), _commands(), ids=lambda v: v if isinstance(v, str) else "")
def test_every_command_and_option_is_described(name: str, options: list[str]) -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert name in text, f"docs/commands.md does not describe `{name}`"
    missing = [
        o for o in options if f"`{o}" not in text and o not in {"--help", "--install-completion", "--show-completion"}
    ]
    assert not missing, f"docs/commands.md does not describe {missing} of `{name}`"


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_column_is_described(table: str) -> None:
    text = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    section = text.split(f"## `{table}`", 1)
    assert len(section) == 2, f"docs/tables.md has no section `{table}`"
    described = section[1].split("\n## ", 1)[0]
    names = [getattr(c, "name", c) for c in TABLES[table]]
    missing = [n for n in names if f"`{n}`" not in described]
    assert not missing, f"docs/tables.md does not describe {missing} of {table}"


def test_links_inside_the_docs_lead_somewhere() -> None:
    for page in [*PAGES_OF_DOCS, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}, which is not there"
