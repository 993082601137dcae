#!/bin/sh
# Known vulnerabilities in the pinned packages, for cron or a scheduled workflow (CONTRIBUTING.md has both).
# Ends with 0: nothing is known; 1: something is; 3: the service could not be asked; 4: pip-audit could not be set up.
# (`make audit` asks the same, but make ends with 2 whatever the answer was.)
cd "$(dirname "$0")/.." || exit 4
make --silent --no-print-directory audit-env >&2 || exit 4
exec .venv/audit-env/bin/python supply/audit.py
