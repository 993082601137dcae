"""GraphML, read back by networkx."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.exports import graph_edges, graph_nodes, write_graphml
from dragoman.model import Actor, Interval, Participant, Reading
from dragoman.record import Record
from made_readings import DJIBOUTI, ERITREA, any_reading, reading, span

FRANCE = Actor("state:FRA", "France", "FRA", "GOV")


def record_of(folder: Path, *readings: Reading) -> Record:
    record = Record(folder / "r.dragoman")
    for made in readings:
        record.add(made)
    record.derive()
    return record


def read_back(record: Record, **asked: object) -> nx.MultiDiGraph:
    out = io.StringIO()
    count = write_graphml(graph_nodes(record, **asked).values(), graph_edges(record, **asked), out)
    graph = nx.parse_graphml(out.getvalue(), force_multigraph=True)
    assert graph.number_of_edges() == count
    assert graph.is_directed()
    return graph


def party(actor: Actor | None, words: str = "Djibouti") -> Participant:
    return Participant(span(words, start=35), words, actor)


def test_who_did_what_to_whom_on_which_day(tmp_path: Path) -> None:
    graph = read_back(record_of(tmp_path, reading("a1"), reading("a2", published="2013-01-24", publisher="Tribune")))
    assert graph.nodes["state:DJI"] == {"name": "Djibouti", "country": "DJI", "sector": "GOV", "kind": "state"}
    ((one, other, told),) = graph.edges(data=True)
    assert (one, other) == ("state:DJI", "state:ERI")
    assert (told["day"], told["type"], told["mode"], told["status"]) == ("2013-01-23", "ACCUSE", "allege", "happened")
    assert (told["weight"], told["reports"], told["quad"], told["mutual"]) == (1, 2, 3, False)
    assert told["place"] == "Obock"


def test_equals_are_joined_two_by_two(tmp_path: Path) -> None:
    made = reading("a1")
    actors = (party(DJIBOUTI), party(ERITREA, "Eritrea"), party(FRANCE, "Wednesday"))
    met = replace(made.events[0], type="CONSULT", mode="meet", actors=actors, recipients=())
    graph = read_back(record_of(tmp_path, replace(made, events=(met,))))
    assert set(graph.edges()) == {
        ("state:DJI", "state:ERI"), ("state:DJI", "state:FRA"), ("state:ERI", "state:FRA"),
    }  # fmt: skip
    assert all(told["mutual"] and told["quad"] == 1 for *_, told in graph.edges(data=True))


def test_who_stands_alone_is_at_no_edge(tmp_path: Path) -> None:
    made = reading("a1")
    alone = replace(made, events=(replace(made.events[0], recipients=()),))
    graph = read_back(record_of(tmp_path, alone))
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (0, 0)


def test_an_inexact_day_is_no_day(tmp_path: Path) -> None:
    made = reading("a1")
    loose = replace(made, events=(replace(made.events[0], date=Interval.parse("2013-01")),))
    ((*_, told),) = read_back(record_of(tmp_path, loose)).edges(data=True)
    assert "day" not in told
    assert (told["date_from"], told["date_to"]) == ("2013-01-01", "2013-01-31")


def test_unknown_parties_are_nodes_by_their_words(tmp_path: Path) -> None:
    made = reading("a1")
    done = replace(made.events[0], actors=(party(None),))
    graph = read_back(record_of(tmp_path, replace(made, events=(done,))))
    assert graph.nodes["text:djibouti"] == {"name": "Djibouti", "kind": "text"}


def test_filters(tmp_path: Path) -> None:
    record = record_of(tmp_path, reading("a1"))
    assert read_back(record, actor=["DJI"]).number_of_edges() == 1
    assert read_back(record, actor=["FRA"]).number_of_edges() == 0


def test_names_break_no_xml(tmp_path: Path) -> None:
    made = reading("a1")
    odd = Actor('person:"><x/>', 'A & B <c> "d" \x07\x00 \ufffe]]>')
    graph = read_back(record_of(tmp_path, replace(made, events=(replace(made.events[0], actors=(party(odd),)),))))
    assert graph.nodes['person:"><x/>']["name"].startswith('A & B <c> "d"')


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(any_reading())
def test_any_reading_is_read_back(tmp_path_factory: pytest.TempPathFactory, made: Reading) -> None:
    with record_of(tmp_path_factory.mktemp("any"), made) as record:
        read_back(record)


def test_the_command(tmp_path: Path) -> None:
    record_of(tmp_path, reading("a1")).close()
    out = tmp_path / "actors.graphml"
    done = CliRunner().invoke(app, ["export", "graph", "--record", str(tmp_path / "r.dragoman"), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert set(nx.read_graphml(out).nodes) == {"state:DJI", "state:ERI"}
