"""The inputs: the facts as they came, and the reviewed files of this folder."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

Row = dict[str, str]


def read_csv(path: Path) -> list[Row]:
    """The rows of a UTF-8 CSV with a header; empty where a cell is missing. Raises when a row has too many cells."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        rows = []
        for row in reader:
            if None in row:
                raise ValueError(f"{path}:{reader.line_num}: more cells than columns")
            rows.append({k: (v or "").strip() for k, v in row.items()})
        return rows


@dataclass(frozen=True)
class Facts:
    """The folder of facts and the folder of reviewed additions."""

    folder: Path
    own_folder: Path

    def table(self, name: str) -> list[Row]:
        """A table of the facts."""
        return read_csv(self.folder / f"{name}.csv")

    def own(self, name: str) -> list[Row]:
        """A reviewed table of this folder; none when there is no such file."""
        path = self.own_folder / f"{name}.csv"
        return read_csv(path) if path.exists() else []

    def own_offices(self) -> list[Row]:
        """The reviewed offices: `offices_*.csv`, and the members of the United States Congress."""
        found = [row for path in sorted(self.own_folder.glob("offices_*.csv")) for row in read_csv(path)]
        for row in self.own("us_congress"):
            title = f"U.S. {row['chamber']} from {row['state']}"
            found.append(row | {"country": "USA", "role": "legislator", "title": title, "org": ""})
        return found

    @cached_property
    def iso3_of_iso2(self) -> dict[str, str]:
        """ISO2 to ISO3, the codes of historical states (`cshh`) and Palestine among them."""
        found = {r["code"].lower(): r["iso3"] for r in self.table("countries") if r["iso3"]}
        found.setdefault("ps", "PSE")
        return found

    @cached_property
    def country_names(self) -> dict[str, str]:
        """A state's name as it stands in a sentence, by ISO3."""
        found = {r["iso3"]: r["in_sentence"] or r["name"] for r in self.table("countries") if r["iso3"]}
        for row in self.own("states"):
            if row["name"] or row["in_sentence"]:
                found[row["iso3"]] = row["in_sentence"] or row["name"]
        return found

    @cached_property
    def common_words(self) -> frozenset[str]:
        """Common English words."""
        return frozenset((self.own_folder / "common_words.txt").read_text(encoding="utf-8").split())

    @cached_property
    def common_surnames(self) -> frozenset[str]:
        """Surnames, and given names used as such, that too many people bear to mean one of them when alone."""
        return frozenset((self.own_folder / "common_surnames.txt").read_text(encoding="utf-8").split())
