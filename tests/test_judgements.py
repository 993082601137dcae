"""Judgements: who is who, as a person decided it; every answer follows, what was read stays."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from commands import Run, made_record, runner
from dragoman.desk import cast_of, judging, timeline, who, why
from dragoman.model import Actor, DragomanError, Mention, Participant, RecordError
from dragoman.reader import Reader
from dragoman.record import Judgement, Record
from dragoman.record.judgements import Judged
from dragoman.record.opening import APPLICATION_ID
from dragoman.reference import Reference, load
from made_readings import DJIBOUTI, YOUSSOUF, reading, span

DAY = "2014-03-01"
STRANGER = Actor("person:~1", "M. A. Youssouf", None, None, "minister")
READ_TABLES = ("mentions", "participants", "statements", "events", "figures", "positions")


@pytest.fixture(scope="module")
def facts() -> Reference:
    return load()


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Three articles; in the second Youssouf is a stranger to the reader, and claims the toll."""
    made = Record(tmp_path / "r.dragoman")
    made.add(reading("a1"))
    other = reading("a2", published="2013-01-24", extra=" Ports were closed.")
    made.add(
        replace(
            other,
            mentions=(*other.mentions[:2], Mention(other.mentions[2].span, STRANGER, "name")),
            statements=(replace(other.statements[0], speaker=STRANGER, addressee=STRANGER),),
            figures=(replace(other.figures[0], claimant=STRANGER),),
            positions=(replace(other.positions[0], holder=STRANGER),),
            events=(
                replace(
                    other.events[0],
                    actors=(Participant(span("Djibouti", start=35), "Djibouti", DJIBOUTI),
                            Participant(span("reporters"), "reporters"),
                            Participant(other.mentions[2].span, "Mahamoud Ali Youssouf", STRANGER)),
                ),
            ),
        )
    )  # fmt: skip
    made.add(reading("a3", published=None, extra=" Nobody answered."))
    return made


def _raw(record: Record) -> list[list[tuple[object, ...]]]:
    with sqlite3.connect(record.path) as plain:
        return [plain.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall() for table in READ_TABLES]


def test_a_merge_shows_in_every_table_and_alters_no_row(record: Record, facts: Reference) -> None:
    before = _raw(record)
    made = judging.merge(record, STRANGER.id, YOUSSOUF.id, reference=facts, date=DAY, reason="the same man")
    assert (made.name, made.country, made.actor_name) == (YOUSSOUF.name, "DJI", STRANGER.name)
    assert {m["actor_id"] for m in record.mentions(actor=YOUSSOUF.id)} == {YOUSSOUF.id}
    assert len(record.mentions(actor=YOUSSOUF.id)) == 3
    assert not record.mentions(actor=STRANGER.id)
    assert not record.mentions(actor="M. A. Youssouf")
    statement = next(s for s in record.statements() if s["article_id"] == "a2")
    assert (statement["speaker_id"], statement["speaker_name"]) == (YOUSSOUF.id, YOUSSOUF.name)
    assert (statement["speaker_country"], statement["speaker_sector"]) == ("DJI", "GOV")
    assert statement["speaker_office"] == "minister"
    assert (statement["addressee_id"], statement["addressee_country"]) == (YOUSSOUF.id, "DJI")
    assert len(record.statements(actor="DJI", recipient="DJI")) == 1
    (figure,) = record.figures(actor="DJI")
    assert (figure["claimant_id"], figure["claimant_name"]) == (YOUSSOUF.id, YOUSSOUF.name)
    (position,) = record.positions(actor=YOUSSOUF.id)
    assert position["holder_sector"] == "GOV"
    event = next(e for e in record.events(actor=YOUSSOUF.id))
    assert event["actor_ids"] == ["state:DJI", None, YOUSSOUF.id]
    assert event["actor_names"] == ["Djibouti", None, YOUSSOUF.name]
    assert event["actor_countries"] == ["DJI", None, "DJI"]
    assert event["actor_sectors"] == ["GOV", None, "GOV"]
    assert event["recipient_ids"] == ["state:ERI"]
    assert record.table("events").arrow().num_rows == 3
    assert record.sql("SELECT count(*) AS n FROM v_statements WHERE speaker = ?", (YOUSSOUF.name,)) == [{"n": 3}]
    assert _raw(record) == before


def test_judgements_survive_a_new_reading_and_are_undone(record: Record, facts: Reference) -> None:
    made = judging.merge(record, STRANGER.id, YOUSSOUF.id, reference=facts, date=DAY)
    again = reading("a2", version="2", extra=" Ports were closed.")
    again = replace(again, mentions=(Mention(again.mentions[2].span, STRANGER, "name"),))
    assert record.add(again) == "superseded"
    assert len(record.mentions(actor=YOUSSOUF.id)) == 3
    with Record(record.path, read_only=True) as other:
        assert len(other.mentions(actor=YOUSSOUF.id)) == 3
        with pytest.raises(RecordError, match="read only"):
            other.undo(made.id)
    undone = record.undo(made.id[:5])
    assert (undone.id, undone.active) == (made.id, False)
    assert len(record.mentions(actor=STRANGER.id)) == 1
    assert [row["active"] for row in record.table("judgements")] == [False]
    judging.merge(record, STRANGER.id, YOUSSOUF.id, reference=facts, date=DAY)
    assert not record.mentions(actor=STRANGER.id)
    assert [row["active"] for row in record.table("judgements")] == [True]


def test_a_record_that_was_open_already_follows(record: Record, facts: Reference) -> None:
    with Record(record.path, read_only=True) as reader, Record(record.path) as writer:
        rows = reader.mentions().rows()
        next(rows)
        judging.merge(record, "state:ERI", "state:ETH", reference=facts, date=DAY)
        assert not reader.mentions(actor="state:ERI")
        assert len(list(rows)) == 8
        writer.derive()
        assert {name for row in reader.happenings() for name in row["recipients"]} == {"Ethiopia"}
        with pytest.raises(RecordError, match="read only"):
            reader.judge(Judgement("ignore", "state:ERI", DAY))
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader._connection.execute("DELETE FROM judgements")


def test_a_record_of_the_first_schema_takes_judgements(tmp_path: Path, facts: Reference) -> None:
    first = (files("dragoman.record") / "schema" / "001.sql").read_text(encoding="utf-8")
    path = tmp_path / "old.dragoman"
    with sqlite3.connect(path) as plain:
        plain.executescript(first)
        plain.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        plain.execute("PRAGMA user_version = 1")
    plain.close()
    with Record(path, read_only=True) as old:
        assert old.judgements() == []
    with Record(path) as old:
        old.add(reading())
        judging.ignore(old, "state:ERI", reference=facts, date=DAY)
        assert not old.events(recipient="ERI")


def test_happenings_and_the_timeline_follow(record: Record, facts: Reference) -> None:
    record.derive()
    assert record.is_derived
    judging.merge(record, "state:ERI", "state:ETH", reference=facts, date=DAY)
    assert not record.is_derived
    record.derive()
    assert {name for row in timeline(record) for name in row["to_whom"]} == {"Ethiopia"}
    assert {row["status"] for row in record.happenings(recipient="ETH")} == {"happened"}
    assert not record.happenings(recipient="ERI")
    judging.rename(record, "state:ETH", "Abyssinia", reference=facts, date=DAY)
    record.derive()
    assert {name for row in timeline(record, recipient="Abyssinia") for name in row["to_whom"]} == {"Abyssinia"}


def test_the_reports_of_two_that_are_one_are_joined(tmp_path: Path, facts: Reference) -> None:
    rebels = Actor("group:~r", "the Front", None, "REB")
    with Record(tmp_path / "r.dragoman") as record:
        record.add(reading("a1", publisher="One"))
        made = reading("a2", publisher="Two", text=reading().article.text.replace("ferry", "boat!"))
        event = replace(made.events[0], actors=(replace(made.events[0].actors[0], actor=rebels),))
        record.add(replace(made, events=(event,), mentions=(Mention(span("Djibouti"), rebels),)))
        record.derive()
        apart = len(record.happenings())
        judging.merge(record, rebels.id, "state:DJI", reference=facts, date=DAY)
        record.derive()
        assert apart == 2
        assert [row["reports"] for row in record.happenings()] in ([2], [1, 1])
        assert {tuple(row["actors"]) for row in record.happenings()} == {("Djibouti",)}


def test_a_merge_holds_through_another(record: Record, facts: Reference) -> None:
    judging.merge(record, STRANGER.id, YOUSSOUF.id, reference=facts, date=DAY)
    judging.merge(record, YOUSSOUF.id, "person:Q58217", reference=facts, date=DAY)
    assert {m["actor_name"] for m in record.mentions(actor="person:Q58217")} == {"Sergey Lavrov"}
    assert len(record.mentions(actor="person:Q58217")) == 3


def test_a_split_holds_a_merge_off_in_one_article(record: Record, facts: Reference) -> None:
    judging.merge(record, YOUSSOUF.id, STRANGER.id, reference=facts, date=DAY)
    assert len(record.mentions(actor=STRANGER.id)) == 3
    judging.split(record, STRANGER.id, "a3", reference=facts, date=DAY)
    assert [m["article_id"] for m in record.mentions(actor=STRANGER.id)] == ["a1", "a2"]
    (apart,) = record.mentions(actor=YOUSSOUF.id)
    assert (apart["article_id"], apart["office"]) == ("a3", "foreign minister")


def test_a_split_makes_an_actor_of_its_own(record: Record, facts: Reference) -> None:
    made = judging.split(record, YOUSSOUF.id, "a1", new="Ali Youssouf the younger", reference=facts, date=DAY)
    assert made.into_id is not None
    (mention,) = record.mentions(actor=made.into_id)
    assert (mention["actor_name"], mention["country"], mention["office"]) == ("Ali Youssouf the younger", None, None)
    assert [m["article_id"] for m in record.mentions(actor=YOUSSOUF.id)] == ["a3"]
    plain = judging.split(record, YOUSSOUF.id, "a3", reference=facts, date=DAY)
    assert plain.into_id not in (None, made.into_id)
    assert not record.mentions(actor=YOUSSOUF.id)
    judging.merge(record, made.into_id, "state:DJI", reference=facts, date=DAY)
    assert len(record.mentions(actor="state:DJI")) == 4


def test_a_split_may_name_another_actor(record: Record, facts: Reference) -> None:
    judging.split(record, YOUSSOUF.id, "a1", new="person:Q58217", reference=facts, date=DAY)
    (mention,) = record.mentions(actor="person:Q58217")
    assert (mention["actor_name"], mention["country"]) == ("Sergey Lavrov", "RUS")


def test_a_new_name_counts_everywhere_and_the_newest_wins(record: Record, facts: Reference) -> None:
    judging.rename(record, YOUSSOUF.id, "M. Youssouf", reference=facts, date="2014-03-01")
    judging.rename(record, YOUSSOUF.id, "Minister Youssouf", reference=facts, date="2014-03-02")
    assert {s["speaker_name"] for s in record.statements(actor=YOUSSOUF.id)} == {"Minister Youssouf"}
    assert record.statements(actor="Minister Y")
    record.undo(record.judgements()[1].id)
    assert {m["actor_name"] for m in record.mentions(actor=YOUSSOUF.id)} == {"M. Youssouf"}


def test_an_ignored_actor_is_nobody(record: Record, facts: Reference) -> None:
    judging.ignore(record, "state:ERI", reference=facts, date=DAY)
    assert not record.mentions(actor="state:ERI")
    events = list(record.events())
    assert [e["recipient_ids"] for e in events] == [[None]] * 3
    assert [e["recipient_texts"] for e in events] == [["Eritrea"]] * 3
    assert not record.events(recipient="ERI")
    judging.ignore(record, YOUSSOUF.id, reference=facts, date=DAY)
    assert [s["speaker_id"] for s in record.statements() if s["article_id"] == "a1"] == [None]
    assert record.statements()  # what was said stays, in the text's words
    assert record.counts()["mentions"] == 4


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (("merge", "state:DJI", "state:ERI"), ("merge", "state:ERI", "state:DJI"), "circle"),
        (("merge", "state:DJI", "state:ERI"), ("merge", "state:DJI", "state:ETH"), "is shown as state:ERI already"),
        (("merge", "state:DJI", "state:ERI"), ("rename", "state:DJI", "X"), "judge state:ERI"),
        (("ignore", "state:DJI"), ("merge", "state:ERI", "state:ERI"), "into itself"),
        (("ignore", "state:DJI"), ("rename", "state:ERI", "  "), "needs name"),
    ],
)
def test_what_contradicts_is_refused(
    record: Record, facts: Reference, first: tuple[str, ...], second: tuple[str, ...], said: str
) -> None:
    def judge(kind: str, *arguments: str) -> None:
        getattr(judging, kind)(record, *arguments, reference=facts, date=DAY)

    judge(*first)
    with pytest.raises(DragomanError, match=said):
        judge(*second)
    assert len(record.judgements()) == 1


def test_an_unknown_actor_names_those_that_may_be_meant(record: Record, facts: Reference) -> None:
    with pytest.raises(DragomanError, match=r"no actor 'Youssouf'; did you mean person:Q1 \(Mahamoud Ali"):
        judging.ignore(record, "Youssouf", reference=facts, date=DAY)
    with pytest.raises(DragomanError, match=r"no actor 'state:ERR'; did you mean .*state:ERI \(Eritrea\)"):
        judging.merge(record, "state:DJI", "state:ERR", reference=facts, date=DAY)
    with pytest.raises(DragomanError, match=r"state:FRA is not in a1; in it are .*state:DJI \(Djibouti\)"):
        judging.split(record, "state:FRA", "a1", reference=facts, date=DAY)
    with pytest.raises(DragomanError, match="no article has the id 'a'; there are a1, a2, a3"):
        judging.split(record, "state:DJI", "a", reference=facts, date=DAY)
    with pytest.raises(DragomanError, match="'zzzz' is the id of no judgement; in force: none"):
        record.undo("zzzz")
    with pytest.raises(DragomanError, match="no day"):
        judging.ignore(record, "state:DJI", reference=facts, date="yesterday")


def test_the_id_of_a_judgement_is_what_it_says() -> None:
    one = Judgement("merge", "a", DAY, "b", reason="x")
    assert one.id == replace(one, reason="y", active=False, name="B").id
    assert len({one.id, replace(one, into_id="c").id, replace(one, date="2014-03-02").id}) == 3
    assert Judgement("rename", "a", DAY, name="N").id != Judgement("rename", "a", DAY, name="M").id


def test_no_circle_of_judgements_is_walked_forever() -> None:
    round_about = [Judgement("merge", "a", DAY, "b"), Judgement("merge", "b", DAY, "a")]
    assert [row[:2] for row in Judged(round_about).table()] == [("a", ""), ("b", "")]
    assert Judged([*round_about, Judgement("split", "b", DAY, "a", "x")]).shown("a", "x").id is not None


def test_who_and_why_tell_of_judgements(record: Record, facts: Reference) -> None:
    made = judging.merge(record, STRANGER.id, YOUSSOUF.id, reference=facts, date=DAY, reason="the same man")
    judging.rename(record, YOUSSOUF.id, "Minister Youssouf", reference=facts, date=DAY)
    found = who(STRANGER.id, facts, record=record)
    assert isinstance(found, list)
    assert [(row["actor_id"], row["name"], row["mentions"]) for row in found] == [(YOUSSOUF.id, "Minister Youssouf", 3)]
    (statement,) = [s for s in record.statements() if s["article_id"] == "a2"]
    (entry,) = why(record, statement["statement_id"])
    assert [o.relation for o in entry.others] == ["judgement", "judgement"]
    assert entry.others[0].id == made.id
    assert entry.others[0].words.endswith("the same man")
    assert "Minister Youssouf" in str(entry.marks[0].means)
    (event,) = [e for e in record.events() if e["article_id"] == "a1"]
    assert why(record, event["event_id"])[0].others == ()


def test_the_cast_of_an_article(record: Record) -> None:
    cast = cast_of(record, "a1")
    assert [row["actor_id"] for row in cast] == ["state:DJI", "state:ERI", YOUSSOUF.id]
    assert cast[2]["spans"] == [list(span("Mahamoud Ali Youssouf"))]
    assert (cast[2]["office"], cast[2]["statements"], cast[2]["events"]) == ("foreign minister", 1, 0)
    assert (cast[0]["statements"], cast[0]["events"], cast[0]["texts"]) == (0, 1, ["Djibouti"])


@pytest.fixture
def run(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Run:
    return runner(reader, monkeypatch)


def test_the_commands(run: Run, tmp_path: Path) -> None:
    path = made_record(tmp_path / "r.dragoman")
    at = ("--record", path)
    done = run("actors", "merge", "state:ERI", "state:ETH", "--reason", "=1+1, a test", "--date", DAY, *at)
    assert (done.exit_code, done.stdout.split()[1:]) == (0, ["merge", "state:ERI", "into", "state:ETH"])
    id_ = done.stdout.split()[0]
    assert "Ethiopia" in run("timeline", *at).stdout
    assert "Eritrea " not in run("events", *at, "--format", "csv").stdout.partition("\n")[0]
    assert "Ethiopia (state:ETH)" in run("actors", "list", *at).stdout
    csv = run("actors", "export", *at).stdout
    other = made_record(tmp_path / "other.dragoman")
    given = tmp_path / "j.csv"
    assert run("actors", "export", *at, "--out", given).exit_code == 0
    assert given.read_text(encoding="utf-8") == csv
    assert "1 judgements" in run("actors", "import", given, "--record", other).stdout
    assert run("actors", "export", "--record", other).stdout == csv
    assert "0 judgements" in run("actors", "import", "-", "--record", other, input=csv).stdout
    assert run("actors", "undo", id_[:6], *at).stdout.split()[:2] == [id_, "undone:"]
    gone = run("actors", "list", *at)
    assert (gone.stdout, "no judgements in force" in gone.stderr) == ("", True)
    assert "merge (undone)" in " ".join(run("actors", "list", "--all", *at).stdout.split())
    for command in (
        ("rename", "state:ERI", "Asmara"),
        ("ignore", "state:ERI"),
        ("split", "state:ERI", "--article", "a1"),
    ):
        assert run("actors", *command, *at).exit_code == 0
    unknown = run("actors", "ignore", "state:DJJ", *at)
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert "state:DJI" in unknown.stderr
    assert run("actors", "ignore", "state:DJI", "--date", "soon", *at).exit_code == 2
    assert run("actors", "ignore", "state:DJI", "--record", tmp_path / "none").exit_code == 4
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("csv", "said"),
    [
        ("kind,actor_id,color\n", ":1: unknown column color"),
        ("kind\nignore\n", ":1: missing column actor_id"),
        ("kind,actor_id\nignore,state:DJI\nfold,state:ERI\n", ":3: there is no judgement 'fold'"),
        ("kind,actor_id\nmerge,state:DJI\n", ":2: a merge needs into_id"),
        ("kind,actor_id,into_id\nmerge,a:1,a:2\nmerge,a:2,a:1\n", ":3: a:1 is merged into a:2 already"),
        ("kind,actor_id\nignore,state:DJI,more\n", ":2: more than 2 cells"),
        ("kind,actor_id,date\nignore,state:DJI,May\n", ":2: 'May' is no day"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_imported(run: Run, tmp_path: Path, csv: str, said: str) -> None:
    path = made_record(tmp_path / "r.dragoman")
    given = tmp_path / "j.csv"
    given.write_text(csv, encoding="utf-8")
    done = run("actors", "import", given, "--record", path)
    assert done.exit_code == 1
    assert f"j.csv{said}" in done.stderr
    with Record(path) as record:
        assert record.judgements() == []


def test_a_list_made_by_hand_is_completed(run: Run, tmp_path: Path) -> None:
    path = made_record(tmp_path / "r.dragoman")
    given = "kind,actor_id,into_id,article_id,name\nmerge,state:ERI,state:ETH,,\nsplit,state:DJI,,a1,The port\n"
    assert run("actors", "import", "-", "--date", DAY, "--record", path, input=given).exit_code == 0
    with Record(path) as record:
        assert {e["recipient_names"][0] for e in record.events()} == {"Ethiopia"}
        assert [m["article_id"] for m in record.mentions(actor="The port")] == ["a1"]


def test_who_shows_the_cast_of_an_article(run: Run, tmp_path: Path) -> None:
    path = made_record(tmp_path / "r.dragoman")
    shown = run("who", "--article", "a1", "--record", path)
    assert shown.exit_code == 0
    assert "Mahamoud Ali Youssouf [" in shown.stdout
    rows = run("who", "--article", "a1", "--record", path, "--format", "csv").stdout.splitlines()
    assert rows[0].startswith("article_id,actor_id,name,country,sector,office,mentions,statements,events,start,end")
    assert len(rows) == 4
    assert run("who", "--article", "zzz", "--record", path).exit_code == 1
    assert run("who", "--record", path).exit_code == 2
    assert run("who", "DJI", "--article", "a1", "--record", path).exit_code == 2


def test_reference_check_names_file_and_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "persons.csv").write_text("id,name\nperson:my-1,Astrid Vollan\nmy-2,Olav Vollan\n", encoding="utf-8")
    wrong = run("reference", "check", tmp_path)
    assert wrong.exit_code == 5
    assert wrong.stdout == "persons.csv:3: id 'my-2' must begin with 'person:'\n"
    (tmp_path / "persons.csv").write_text("id,name\nperson:my-1,Astrid Vollan\n", encoding="utf-8")
    assert run("reference", "check", tmp_path).exit_code == 0
    assert run("reference", "check", tmp_path / "none").exit_code == 5


def test_killed_finds_deaths_of_other_incidents_too(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "r.dragoman"
    made = reading()
    beside = replace(made.figures[0], id="f0", scope="other incident")
    with Record(path) as record:
        record.add(replace(made, figures=(*made.figures, beside, replace(made.figures[0], id="f1", measure="wounded"))))
        assert {row["scope"] for row in record.figures(type="killed")} == {None, "other incident"}
    shown = run("figures", "--type", "killed", "--record", path, "--format", "jsonl").stdout
    assert len(shown.splitlines()) == 2
    assert "wounded" not in shown
