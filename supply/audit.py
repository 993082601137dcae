"""Known vulnerabilities in the pinned packages: `make audit`. For a scheduled job, not for `make test`.

Asks pip-audit (its own version pinned in `supply/audit.txt`) about each list in `requirements/`, which asks the Python
Packaging Advisory Database through PyPI: that needs the network. Packages that a list pins for other systems than
this one are passed over, as pip would.

Exit codes: 0 nothing is known, 1 something is, 3 the database could not be asked, whether there is no network or only a
mirror of PyPI that does not have its JSON pages.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LISTS = ("run.txt", "dev.txt")


def ask(path: Path) -> list[dict[str, Any]] | None:
    """pip-audit's findings, one a package with its `vulns`; None when it could not ask, with what it said on stderr."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner", "off"]
    done = subprocess.run([*command, "--format", "json", "-r", str(path)], capture_output=True, text=True, check=False)
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        said = done.stderr.strip().splitlines()
        print(f"{path.name}: {said[-1] if said else 'pip-audit said nothing'}", file=sys.stderr)
        return None
    return found


def told(package: dict[str, Any]) -> list[str]:
    """A line for each vulnerability of a package."""
    return [
        f"{package['name']} {package['version']}: {', '.join([v['id'], *v.get('aliases', [])])}; "
        f"mended in {', '.join(v.get('fix_versions', [])) or 'no version yet'}"
        for v in package.get("vulns", [])
    ]


def main() -> int:
    """Audits every list and says what is known."""
    code = 0
    for name in LISTS:
        found = ask(ROOT / "requirements" / name)
        if found is None:
            print(f"{name}: the vulnerability service (https://pypi.org) could not be asked.")
            return 3
        lines = [line for package in found for line in told(package)]
        passed_over = [p["name"] for p in found if "skip_reason" in p]
        if len(passed_over) == len(found):
            reason = found[0]["skip_reason"] if found else "the list is empty"
            print(f"{name}: nothing could be audited: {reason}. Is this a mirror without PyPI's JSON pages?")
            return 3
        print(f"{name}: {len(found) - len(passed_over)} packages, {len(lines)} known vulnerabilities")
        print("".join(f"  {line}\n" for line in lines), end="")
        if passed_over:
            print(f"  not asked about: {', '.join(sorted(passed_over))}")
        code = code or (1 if lines else 0)
    return code


if __name__ == "__main__":
    sys.exit(main())
