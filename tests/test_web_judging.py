"""Judging in the browser: plain forms, kept beside the reading, undone; contradictions told; nothing hostile runs."""

from __future__ import annotations

import re
import sqlite3
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.record import Record
from dragoman.web import derivings as derivings_module
from dragoman.web.derivings import Derivings
from made_readings import reading
from served import desk, record_of, word

SCRIPT = "</p><script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202e"
DAY = "2014-03-01"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    second = reading("a2", published="2013-01-24", extra=" Ports were closed.")
    return record_of(tmp_path / "r.dragoman", [reading("a1"), second])


@pytest.fixture
def browser(path: Path) -> TestClient:
    return desk(path)


def ids(path: Path, table: str) -> list[str]:
    with Record(path, read_only=True) as record:
        return [row[f"{table[:-1]}_id"] for row in record.table(table)]


def read(path: Path, *tables: str) -> list[list[tuple[object, ...]]]:
    with sqlite3.connect(path) as plain:
        return [plain.execute(f"SELECT * FROM main.{t} ORDER BY 1, 2, 3").fetchall() for t in tables]


def keep(browser: TestClient, path: str, **fields: str) -> tuple[int, str]:
    """Sends a form as the desk's own page would; gives the status, and the words of what went wrong."""
    answer = browser.post(path, data={"csrf": word(browser), "on": DAY, **fields})
    told = re.search(r'role="alert"[^>]*>(.*?)</p>', answer.text, re.S)
    return answer.status_code, re.sub(r"<[^>]+>", "", told[1]) if told else ""


def test_every_write_needs_the_sessions_word(browser: TestClient, path: Path) -> None:
    event = ids(path, "events")[0]
    writes = [
        (f"/judge/entry/{event}", {"act": "reject"}),
        ("/judge/actor/state:ERI", {"act": "ignore"}),
        ("/judgements/undo", {"id": "0123456789abcdef"}),
        ("/judgements/again", {"id": "0123456789abcdef"}),
    ]
    browser.get("/")
    for where, fields in writes:
        for sent in (fields, {**fields, "csrf": "0" * 64}):
            assert browser.post(where, data=sent).status_code == 403, where
        assert browser.post(where, data={**fields, "csrf": word(browser)}, headers={"origin": "http://evil.example"}
                            ).status_code == 403, where  # fmt: skip
    assert read(path, "judgements", "amendments") == [[], []]


@pytest.mark.parametrize("table", ["statements", "events", "figures", "positions", "ballots"])
def test_an_entry_is_rejected_from_its_panel_and_had_back(browser: TestClient, path: Path, table: str) -> None:
    id_, before = ids(path, table)[0], read(path, table)
    panel = browser.get(f"/why/{id_}", headers={"hx-request": "true"}).text
    assert f'action="/judge/entry/{id_}"' in panel
    assert 'name="csrf" value="' in panel
    browser.get("/article/a1")
    status, _ = keep(browser, f"/judge/entry/{id_}", act="reject", reason="a misreading", back="/article/a1")
    assert status == 303
    shown = browser.get("/article/a1").text
    assert "is rejected. What was read stays" in shown
    assert f'id="{id_}"' not in shown
    assert id_ not in ids(path, table)
    assert read(path, table) == before
    told = browser.get(f"/why/{id_}").text
    assert f"rejected, {DAY}: a misreading" in told
    assert "Reject this" not in told
    (made,) = re.findall(r'id="j-(\w+)"', browser.get("/judgements").text)
    assert keep(browser, "/judgements/undo", id=made)[0] == 303
    assert id_ in ids(path, table)
    assert "undone" in browser.get("/judgements?show=undone").text
    assert keep(browser, "/judgements/again", id=made)[0] == 303
    assert id_ not in ids(path, table)


def test_happenings_follow_a_judgement(browser: TestClient, path: Path) -> None:
    for event in ids(path, "events"):
        keep(browser, f"/judge/entry/{event}", act="amend", **{"f-status": "denied"})
    assert "denied" in browser.get("/timeline?status=denied").text
    with Record(path, read_only=True) as record:
        assert record.is_derived
        assert {h["status"] for h in record.happenings()} == {"denied"}


def test_fields_are_amended_and_the_panel_says_what_was_read(browser: TestClient, path: Path) -> None:
    event = ids(path, "events")[0]
    page = browser.get(f"/judge/entry/{event}").text
    assert re.findall(r'name="f-(\w+)"', page) == ["type", "mode", "status", "date", "place_name", "place_country"]
    assert '<option value="ACCUSE" selected>' in page
    assert page.count("selected>allege") == 1
    changed = {"f-type": "ASSAULT", "f-mode": "allege", "f-status": "happened", "f-date": "2013-01"}
    assert keep(browser, f"/judge/entry/{event}", act="amend", reason="shelled", **changed) == (303, "")
    with Record(path, read_only=True) as record:
        (row,) = record.events(type="ASSAULT")
        assert (row["mode"], row["status"], row["date_from"]) == (None, "happened", "2013-01-01")
        assert [a.field for a in record.amendments()] == ["type", "date", "mode"]
    panel = browser.get(f"/why/{event}").text
    assert "read as ACCUSE, judged ASSAULT" in panel
    assert "<dd><bdi>ASSAULT</bdi></dd>" in panel
    assert "judged <bdi>ASSAULT</bdi>" in browser.get(f"/judge/entry/{event}").text


def test_what_cannot_be_is_told_at_the_form_and_nothing_is_written(browser: TestClient, path: Path) -> None:
    event = ids(path, "events")[0]
    wrong = {"f-status": "denied", "f-date": "soon"}
    status, told = keep(browser, f"/judge/entry/{event}", act="amend", reason="my reason", **wrong)
    assert status == 400
    assert "no day, month, year" in told
    answer = browser.post(
        f"/judge/entry/{event}", data={"csrf": word(browser), "act": "amend", "reason": "my reason", **wrong}
    ).text
    assert 'value="soon"' in answer
    assert 'value="my reason"' in answer
    assert "Nothing is different" in keep(browser, f"/judge/entry/{event}", act="amend")[1]
    assert "no day in ISO form" in keep(browser, f"/judge/entry/{event}", act="reject", on="yesterday")[1]
    assert "there are direct" in keep(browser, f"/judge/entry/{ids(path, 'statements')[0]}", act="amend",
                                      **{"f-kind": "loud"})[1]  # fmt: skip
    assert read(path, "amendments") == [[]]
    for nothing in ("/judge/entry/nothing00", "/judge/entry/a1", "/judge/actor/person:nobody"):
        assert browser.get(nothing).status_code == 404
        assert browser.post(nothing, data={"csrf": word(browser), "act": "reject"}).status_code in (400, 404)


def test_an_actor_is_found_merged_and_had_back(browser: TestClient, path: Path) -> None:
    page = browser.get("/judge/actor/state:ERI?q=djib").text
    assert 'value="state:DJI"' in page
    assert "2 mentions in 2 articles" in page
    before = read(path, "mentions", "participants")
    assert keep(browser, "/judge/actor/state:ERI", act="merge", into="state:DJI", reason="one crew") == (303, "")
    assert read(path, "mentions", "participants") == before
    assert "Eritrea (state:ERI) is Djibouti (state:DJI)" in browser.get("/judgements").text
    with Record(path, read_only=True) as record:
        assert not list(record.mentions(actor="state:ERI"))
    status, told = keep(browser, "/judge/actor/state:DJI", act="merge", other="state:ERI")
    assert (status, "circle" in told, "`" in told, "To that judgement" in told) == (400, True, False, True)
    status, told = keep(browser, "/judge/actor/state:ERI", act="ignore")
    assert status == 400
    assert "is shown as state:DJI already" in told
    (made,) = re.findall(r'id="j-(\w+)"', browser.get("/judge/actor/state:DJI").text)
    assert keep(browser, "/judgements/undo", id=made)[0] == 303
    with Record(path, read_only=True) as record:
        assert len(list(record.mentions(actor="state:ERI"))) == 2


def test_an_actor_is_another_in_one_article_called_otherwise_or_nobody(browser: TestClient, path: Path) -> None:
    assert keep(browser, "/judge/actor/person:Q1", act="split", article="a1", new="His namesake")[0] == 303
    assert keep(browser, "/judge/actor/state:DJI", act="rename", name="Jibuti")[0] == 303
    assert keep(browser, "/judge/actor/state:ERI", act="ignore")[0] == 303
    assert "His namesake" in browser.get("/article/a1").text
    assert "His namesake" not in browser.get("/article/a2").text
    assert "Jibuti" in browser.get("/article/a2").text
    with Record(path, read_only=True) as record:
        assert not list(record.mentions(actor="state:ERI"))
    assert "did you mean" in keep(browser, "/judge/actor/person:Q1", act="merge", other="Eritera")[1]
    assert "choose one" in keep(browser, "/judge/actor/person:Q1", act="merge")[1].lower()
    assert "no article has the id" in keep(browser, "/judge/actor/person:Q1", act="split", article="zz")[1].lower()
    assert "needs name" in keep(browser, "/judge/actor/person:Q1", act="rename", name=" ")[1]
    assert browser.get("/judge/actor/state:ERI").status_code == 200
    listed = browser.get("/judgements").text
    assert listed.count('class="judgement"') == 3
    assert str(path.parent) not in listed
    rows = browser.get("/judgements.csv").text.splitlines()
    assert rows[0].startswith("id,date,in_force,kind")
    assert len(rows) == 4


def test_hostile_reasons_and_names_stand_as_text(browser: TestClient, path: Path) -> None:
    event = ids(path, "events")[0]
    keep(browser, "/judge/actor/state:DJI", act="rename", name=SCRIPT, reason=SCRIPT)
    keep(browser, f"/judge/entry/{event}", act="amend", reason=SCRIPT, **{"f-place_name": SCRIPT})
    keep(browser, f"/judge/entry/{event}", act="amend", reason=SCRIPT, **{"f-date": SCRIPT})
    pages = ("/judgements", f"/judge/entry/{event}", f"/why/{event}", "/judge/actor/state:DJI", "/judge/actor/person:Q1",
             f"/judge/actor/state:DJI?q={SCRIPT}&article={SCRIPT}&back={SCRIPT}", "/article/a1", "/actors")  # fmt: skip
    wrong = browser.post(
        f"/judge/entry/{event}", data={"csrf": word(browser), "act": "amend", "f-low": "1", "f-date": SCRIPT,
                                       "reason": SCRIPT, "on": SCRIPT, "back": SCRIPT},
    )  # fmt: skip
    assert wrong.status_code == 400
    for text in (wrong.text, *(browser.get(path).text for path in pages)):
        assert "<script>alert" not in text
        assert "<img" not in text
        assert "\u202e" not in text
    assert browser.get("/judgements.csv").text.count("alert(1)") >= 3


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_a_form_leads_back_to_the_desk_only(browser: TestClient, path: Path, back: str) -> None:
    answer = browser.post(
        f"/judge/entry/{ids(path, 'events')[0]}", data={"csrf": word(browser), "act": "reject", "back": back}
    )
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/judge/entry/")
    assert f'value="{back}"' not in browser.get("/judge/actor/state:DJI", params={"back": back}).text


def test_a_desk_far_behind_shows_itself_and_follows_beside_the_pages(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record(path) as record:
        record.add(reading("a3", published="2013-01-25", extra=" Roads were closed."))
    monkeypatch.setattr("dragoman.web.records.SOON", 0)
    with desk(path) as browser:
        assert "23 January 2013" in browser.get("/timeline").text
        for _ in range(2400):
            with Record(path, read_only=True) as record:
                if record.is_derived:
                    break
            time.sleep(0.25)
        else:
            pytest.fail("never derived")
        assert browser.get("/").status_code == 200


def test_derived_tables_follow_beside_the_pages(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    working = Derivings(path)
    with Record(path) as record:
        record.amend(ids(path, "events")[0], date=DAY)
        assert not record.is_derived
    assert working.ask(patience=600)
    with Record(path, read_only=True) as record:
        assert record.is_derived
    monkeypatch.setattr(derivings_module, "WAIT", 0.05)
    with Record(path) as record:
        record.undo(record.amendments()[0].id)
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert working.ask(patience=600)
        assert "locked" in working.trouble or "another" in working.trouble
        assert str(path) not in working.trouble
        other.execute("ROLLBACK")
    assert working.ask(patience=600)
    assert not working.trouble
