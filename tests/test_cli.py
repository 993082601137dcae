"""The command line as a user meets it: what it prints, where, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from commands import Run, made_record, runner
from dragoman import __version__
from dragoman.reader import Reader
from dragoman.record import TABLES, Record

NORWAY = (
    "OSLO (NTB) - Norway on Tuesday accused Iceland of overfishing.\n\n"
    "“They take what is ours,” Prime Minister Jens Stoltenberg said.\n\n"
    "At least 14 people were wounded when a trawler was rammed, he told reporters.\n"
)
ICELAND = (
    "May 9, 2012\n\nIceland denies it\n\n"
    "REYKJAVIK - Iceland rejected the charge on Wednesday, its foreign ministry said.\n"
)


@pytest.fixture
def run(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Run:
    return runner(reader, monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "norway.txt").write_text(NORWAY)
    (pages / "iceland.txt").write_text(ICELAND)
    return pages


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return made_record(tmp_path / "made.dragoman")


def test_version_and_help(run: Run) -> None:
    assert run("--version").stdout == f"dragoman {__version__}\n"
    shown = run("--help").stdout
    for command in ("read", "annotate", "page", "timeline", "statements", "events", "figures", "who", "why", "council",
                    "export", "demo"):  # fmt: skip
        assert re.search(rf"\b{command}\b", shown)
    assert "Exit codes" in shown


def test_read_reads_once(run: Run, folder: Path, tmp_path: Path) -> None:
    record = tmp_path / "r.dragoman"
    first = run("read", folder, "--record", record)
    assert first.exit_code == 0, first.output
    assert re.search(r"Read 2 pages into .*r\.dragoman in \d", first.stdout)
    assert re.search(r"articles +2\b", first.stdout)
    assert re.search(r"skipped +0\b", first.stdout)
    with Record(record) as made:
        before = made.counts()
        assert before["articles"] == 2
        assert made.is_derived
    again = run("read", folder, "--record", record)
    assert again.exit_code == 0
    assert again.stdout.startswith("Nothing new: 2 pages had been read into")
    assert re.search(r"already read +2\b", again.stdout)
    with Record(record) as made:
        assert made.counts() == before


def test_read_names_what_it_skipped(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").write_text("")
    (folder / "rows.jsonl").write_text('{"text": "Norway met Iceland in Oslo on Monday, officials said."}\n{"text": \n')
    record = tmp_path / "r.dragoman"
    done = run("read", folder, "--record", record)
    assert done.exit_code == 3
    assert re.search(r"skipped +2\b", done.stdout)
    assert "empty.txt" in done.stdout
    with Record(record) as made:
        assert made.counts()["articles"] == 3
        assert {Path(r["source"]).name for r in made.table("rejects")} == {"empty.txt", "rows.jsonl:2"}


def test_read_takes_standard_input(run: Run, tmp_path: Path) -> None:
    record = tmp_path / "r.dragoman"
    assert run("read", "-", "--record", record, input=NORWAY).exit_code == 0
    with Record(record) as made:
        assert made.counts()["articles"] == 1


def test_read_is_silent_in_a_pipe(run: Run, folder: Path, tmp_path: Path) -> None:
    assert run("read", folder, "--record", tmp_path / "r.dragoman").stderr == ""


def test_the_record_may_come_from_the_environment(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("read", folder).exit_code == 0
    assert (tmp_path / "record.dragoman").exists()
    monkeypatch.setenv("DRAGOMAN_RECORD", str(tmp_path / "other.dragoman"))
    assert run("timeline").exit_code == 4


def test_annotate_keeps_the_order_and_goes_on_after_a_bad_line(run: Run) -> None:
    lines = [
        json.dumps({"id": "a", "text": NORWAY, "published": "2012-05-08"}),
        "{no json",
        "",
        json.dumps({"id": 7, "text": ICELAND}),
        json.dumps({"id": "c"}),
        json.dumps(["list"]),
        json.dumps({"text": "Norway met Iceland.", "published": "last spring"}),
        json.dumps({"id": {"deep": 1}, "text": "\ud83d\ude00 \ud800 Norway met Iceland on Monday."}),
    ]
    done = run("annotate", input="\n".join(lines))
    assert done.exit_code == 3
    written = [json.loads(line) for line in done.stdout.splitlines()]
    assert [w["id"] for w in written] == ["a", 7, None, {"deep": 1}]
    assert written[0]["published"]["from"] == "2012-05-08"
    assert written[2]["published"]["basis"] != "given"
    complaints = done.stderr.splitlines()
    assert len(complaints) == 4
    for number, line in zip((2, 5, 6, 7), complaints, strict=True):
        assert line.startswith(f"dragoman: standard input:{number}: ")


def test_annotate_points_into_the_text_as_given(run: Run) -> None:
    text = "  \n\u00a0“They take what is ours,” Prime Minister Jens Stoltenberg said.  \n"
    done = run("annotate", "-", input=json.dumps({"id": 1, "text": text}))
    assert done.exit_code == 0
    (statement,) = json.loads(done.stdout)["statements"]
    assert text[slice(*statement["cue"][0])] == "said"


def test_annotate_takes_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": 1, "text": NORWAY}) + "\n")
    assert json.loads(run("annotate", tmp_path / "in.jsonl").stdout)["id"] == 1
    missing = run("annotate", tmp_path / "none.jsonl")
    assert missing.exit_code == 3
    assert "none.jsonl: can't be opened" in missing.stderr


def test_page_prints_cleaned_articles(run: Run, folder: Path) -> None:
    done = run("page", folder)
    assert done.exit_code == 0
    articles = {Path(a["source"]).name: a for a in map(json.loads, done.stdout.splitlines())}
    promised = (
        "source, title, text, publisher, agency, byline, dateline_place, published_from, published_to, "
        "published_basis, published_reasons, language"
    )
    assert list(articles["norway.txt"])[:12] == promised.split(", ")
    assert articles["iceland.txt"]["published_from"] == "2012-05-09"
    assert isinstance(articles["iceland.txt"]["published_reasons"], list)
    (folder / "empty.txt").write_text("")
    assert run("page", folder).exit_code == 3


def test_the_timeline_says_who_what_whom_status_origins_source(run: Run, record: Path) -> None:
    line = next(x for x in run("timeline", "--record", record).stdout.splitlines() if x.startswith("2013-01-23"))
    assert re.split(r"\s{2,}", line) == [
        "2013-01-23", "Djibouti", "ACCUSE/allege", "Eritrea", "happened", "1", "Meridian",
    ]  # fmt: skip


def test_csv_and_jsonl_have_every_column(run: Run, record: Path) -> None:
    for command, table in (("statements", "statements"), ("events", "events"), ("figures", "figures")):
        names = [c.name for c in TABLES[table]]
        names += ["superseded_by", "contradicts"] if table == "figures" else []
        done = run(command, "--record", record, "--format", "csv")
        assert next(csv.reader(io.StringIO(done.stdout))) == names
        line = run(command, "--record", record, "--format", "jsonl").stdout.splitlines()[0]
        assert list(json.loads(line)) == names


def test_filters_reach_the_desk(run: Run, record: Path) -> None:
    def count(*arguments: str) -> int:
        return len(run(*arguments, "--record", record, "--format", "jsonl").stdout.splitlines())

    assert count("events") == 3
    assert count("events", "--limit", "2") == 2
    assert count("events", "--from", "2013-01-24", "--to", "2013-02") == 1
    assert count("events", "--actor", "DJI", "--recipient", "Eritrea", "--type", "accuse", "--status", "happened") == 3
    assert count("timeline", "--about", "ferry") == 2
    assert count("statements", "--actor", "Youssouf", "--type", "direct") == 3
    assert count("figures", "--type", "killed", "--type", "wounded") == 3


def test_an_empty_answer_says_why(run: Run, record: Path) -> None:
    unknown = run("events", "--record", record, "--type", "ATTACK")
    assert unknown.exit_code == 0
    assert unknown.stderr == f"dragoman: {record}: no type ATTACK; the record has: ACCUSE\n"
    assert "no events answer that" in run("events", "--record", record, "--actor", "XYZ").stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["timeline", "--from", "last week"], "no day, month or year"),
        (["timeline", "--status", "maybe"], "happened, ongoing"),
        (["timeline", "--limit", "0"], "--limit"),
        (["export", "evnts"], "articles, statements"),
        (["council"], "say what"),
        (["council", "members"], "--on DATE"),
        (["council", "vetoes", "--from", "x"], "no day, month or year"),
        (["who", "France", "--on", "never"], "no day, month or year"),
        (["frobnicate"], "frobnicate"),
    ],
)
def test_a_wrong_option_is_explained(run: Run, arguments: list[str], said: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert said in re.sub(r"[\s│]+", " ", done.stderr)


def test_why_marks_the_words(run: Run, record: Path) -> None:
    id_ = json.loads(run("events", "--record", record, "--format", "jsonl").stdout.splitlines()[0])["event_id"]
    done = run("why", id_[:8], "--record", record)
    assert done.exit_code == 0
    assert "[actor Djibouti] on [date Wednesday] [act accused] [recipient Eritrea] of shelling a ferry." in done.stdout
    for fact in ("verb accuse", "2013-01-23 (given)", "it was given", "0.80", "pages/ferry.txt"):
        assert fact in done.stdout
    as_json = json.loads(run("why", id_, "--record", record, "--format", "jsonl").stdout)
    assert as_json["marks"][0] == {"label": "act", "span": [57, 64], "text": "accused", "means": None}
    nothing = run("why", "zzzz", "--record", record)
    assert nothing.exit_code == 4
    assert "nothing has the id" in nothing.stderr


def test_who_and_council(run: Run, record: Path) -> None:
    done = run("who", "Lavrov", "--on", "2012-02-04", "--record", record)
    assert "Minister of Foreign Affairs of Russia" in done.stdout
    assert run("who", "Zzyzx Qqq", "--record", record).exit_code == 1
    assert "3 mentions" in run("who", "DJI", "--record", record).stdout
    vote = run("council", "S/2012/77").stdout
    assert "CHN RUS" in vote
    assert "veto" in vote
    members = run("council", "members", "--on", "2011-09-14", "--format", "jsonl").stdout.splitlines()
    assert len(members) == 15
    rows = [json.loads(x) for x in run("council", "S/2012/77", "--format", "jsonl").stdout.splitlines()]
    assert list(rows[0]) == ["draft", "date", "outcome", "member", "vote", "permanent"]
    assert "S/2012/77" in run("council", "vetoes", "--by", "RUS", "--about", "Syria").stdout
    assert run("council", "S/1900/1").exit_code == 1


def test_export_to_files_and_pipes(run: Run, record: Path, tmp_path: Path) -> None:
    out = tmp_path / "events.parquet"
    assert run("export", "events", "--record", record, "--format", "parquet", "--out", out).exit_code == 0
    assert pq.read_table(out).num_rows == 3
    lines = run("export", "mentions", "--record", record, "--format", "jsonl").stdout.splitlines()
    assert len(lines) == 9
    assert run("export", "articles", "--record", record, "--out", "-").stdout.startswith("article_id,source,")
    nowhere = run("export", "events", "--record", record, "--out", tmp_path / "no" / "x.csv")
    assert nowhere.exit_code == 1
    assert "can't be written" in nowhere.stderr


def test_asking_makes_the_derived_tables_when_they_are_old(run: Run, record: Path) -> None:
    with Record(record) as made:
        assert not made.is_derived
    assert "2013-01-23" in run("timeline", "--record", record).stdout
    with Record(record) as made:
        assert made.is_derived


def test_demo(run: Run, tmp_path: Path) -> None:
    done = run("demo", tmp_path / "sample.dragoman")
    assert done.exit_code == 0, done.output
    assert len(re.findall(r"(?m)^2013-\d\d-\d\d ", done.stdout)) > 20
    assert "The record lies in" in done.stdout
    id_ = re.search(r" why ([0-9a-f]+) ", done.stdout)
    assert id_ is not None
    assert run("why", id_[1], "--record", tmp_path / "sample.dragoman").exit_code == 0
    again = run("demo", tmp_path / "sample.dragoman")
    assert "Nothing new" in again.stdout
