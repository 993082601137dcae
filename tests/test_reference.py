"""The reference room: who held what on a day, who is in what, the Council's record, and the data's integrity."""

from __future__ import annotations

import csv
import datetime as dt
import time
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from dragoman import council, reference
from dragoman.model import UNKNOWN, Interval, ReferenceDataError
from dragoman.reference import Problem, check_folder, fold, tables
from dragoman.reference.article27 import EXCEPTIONS, recompute
from dragoman.reference.words import is_common_word


@pytest.fixture(scope="module")
def facts() -> reference.Reference:
    return reference.Reference()


def on(day: str) -> Interval:
    return Interval.parse(day)


# ---------------------------------------------------------------------------------------------- who, on that day


@pytest.mark.parametrize(
    ("day", "role", "where", "name"),
    [
        ("2012-02-08", "foreign_minister", "RUS", "Sergey Lavrov"),
        ("2011-09-07", "foreign_minister", "FRA", "Alain Juppé"),
        ("2011-09-07", "head_of_state", "RUS", "Dmitry Medvedev"),
        ("2012-09-07", "head_of_state", "RUS", "Vladimir Putin"),
        ("1998-02-27", "foreign_minister", "RUS", "Yevgeny Primakov"),
        ("1998-02-27", "head_of_government", "ISR", "Benjamin Netanyahu"),
        ("1998-02-27", "head_of_government", "DEU", "Helmut Kohl"),
        ("1994-04-21", "head_of_state", "USA", "Bill Clinton"),
        ("2012-02-08", "foreign_minister", "DEU", "Guido Westerwelle"),
        ("2012-02-08", "foreign_minister", "COL", "María Ángela Holguín"),
        ("2012-02-08", "foreign_minister", "PER", "Rafael Roncagliolo"),
        ("2012-02-08", "head_of_government", "THA", "Yingluck Shinawatra"),
        ("2012-02-08", "un_ambassador", "SYR", "Bashar Jaafari"),
        ("2012-02-08", "io_head", "org:UN", "Ban Ki-moon"),
        ("1995-07-11", "io_head", "org:UN", "Boutros Boutros-Ghali"),
        ("2012-02-08", "io_head", "org:AL", "Nabil Elaraby"),
        ("2012-02-08", "io_head", "org:NATO", "Anders Fogh Rasmussen"),
        ("2016-10-10", "foreign_minister", "FRA", "Jean-Marc Ayrault"),
        ("2023-05-01", "head_of_government", "GBR", "Rishi Sunak"),
    ],
)
def test_the_holder_of_an_office_on_a_day(facts, day, role, where, name):
    assert [p.name for p in facts.holders(role, where, on(day))] == [name]


def test_a_deputy_is_no_minister(facts):
    assert [p.name for p in facts.holders("foreign_minister", "IND", on("2021-06-01"))] == ["S. Jaishankar"]
    assert [p.name for p in facts.holders("foreign_minister", "FRA", on("2006-06-01"))] == ["Philippe Douste-Blazy"]


def test_nobody_holds_an_office_after_the_day_that_the_source_knew(facts):
    open_ended = next(
        h
        for held in facts.holdings.values()
        for h in held
        if h.office.held.last is None and h.office.verified and h.open_until
    )
    where = open_ended.office.country or open_ended.org
    assert open_ended.person_id not in {p.id for p in facts.holders(open_ended.office.role, where, on("2040-01-01"))}


def test_an_actor_has_the_office_of_the_day(facts):
    kerry = facts.persons_by_surname("kerry")[0].id
    assert facts.actor(kerry, on("2012-06-01")).sector == "LEG"
    assert facts.actor(kerry, on("2013-06-01")).office == "Secretary of State of the United States"
    assert facts.actor(kerry, on("2013-06-01")).sector == "GOV"
    assert facts.actor(kerry, on("2018-06-01")).sector == "ELI"
    assert facts.actor(kerry, on("2018-06-01")).office is None


def test_a_week_of_slack_at_the_ends_of_an_office(facts):
    juppe = facts.persons_by_surname("juppe")[0].id
    end = max(o.held.last for o in facts.person(juppe).offices if o.role == "foreign_minister")
    assert facts.actor(juppe, Interval.day(end + dt.timedelta(days=5))).office is not None
    assert facts.actor(juppe, Interval.day(end + dt.timedelta(days=9))).office is None


def test_an_unknown_day_gives_no_office_but_what_all_offices_agree_on(facts):
    lavrov = facts.actor("person:Q58217", UNKNOWN)
    assert (lavrov.country, lavrov.sector, lavrov.office) == ("RUS", "GOV", None)


def test_the_head_of_an_organisation_has_no_country_while_in_office(facts):
    annan = facts.actor("person:Q1254", on("2003-03-17"))
    assert (annan.name, annan.country, annan.sector) == ("Kofi Annan", None, "IGO")


def test_states_organisations_and_groups_are_actors(facts):
    assert facts.actor("state:SYR").country == "SYR"
    assert facts.actor("org:UN").sector == "IGO"
    assert facts.actor("group:FSA", on("2012-01-01")).sector == "REB"
    assert facts.actor("group:FSA").country == "SYR"
    assert facts.actor("person:nobody") is None
    assert facts.actor("state:XXX") is None
    assert facts.actor("") is None


def test_the_members_of_organisations(facts):
    members = {i: facts.org(f"org:{i}").members for i in ("EU", "NATO", "AL", "GCC", "UN", "ASEAN")}
    assert {i: len(m) for i, m in members.items()} == {"EU": 28, "NATO": 29, "AL": 22, "GCC": 6, "UN": 193, "ASEAN": 10}
    assert {"FRA", "DEU", "GBR"} <= set(members["EU"])
    assert "TUR" not in members["EU"]


# ---------------------------------------------------------------------------------------------- names


def entries(facts: reference.Reference, name: str) -> list[reference.NameEntry]:
    return [e for e in facts.names() if e.name == name]


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("US", "state:USA"),
        ("U.S.", "state:USA"),
        ("UK", "state:GBR"),
        ("Britain", "state:GBR"),
        ("British", "state:GBR"),
        ("UAE", "state:ARE"),
        ("Syrian", "state:SYR"),
        ("Saudi", "state:SAU"),
        ("Palestinian", "state:PSE"),
        ("Damascus", "state:SYR"),
        ("Kremlin", "state:RUS"),
        ("White House", "state:USA"),
        ("Quai d'Orsay", "state:FRA"),
        ("Foreign Office", "state:GBR"),
        ("Soviet Union", "state:SUN"),
        ("EU", "org:EU"),
        ("U.N.", "org:UN"),
        ("Arab League", "org:AL"),
        ("Syrian Observatory for Human Rights", "org:SOHR"),
        ("ISIS", "group:IS"),
        ("Daesh", "group:IS"),
        ("Free Syrian Army", "group:FSA"),
        ("Hizbullah", "group:HEZBOLLAH"),
        ("Sergei Lavrov", "person:Q58217"),
        ("Bashar al Assad", "person:Q44329"),
        ("Bashar Assad", "person:Q44329"),
        ("Tayyip Erdogan", "person:Q39259"),
        ("Moammar Khadafy", "person:own-muammar-gaddafi"),
    ],
)
def test_a_name_of_the_news_is_an_actor(facts, name, actor):
    assert actor in {e.actor_id for e in entries(facts, name)}


def test_a_capital_changes_hands_with_the_day(facts):
    assert {(e.actor_id, e.start, e.end) for e in entries(facts, "Moscow")} == {
        ("state:SUN", None, "1991-12-25"),
        ("state:RUS", "1991-12-26", None),
    }


def test_surnames_find_every_bearer_the_weightiest_first(facts):
    assert facts.persons_by_surname("assad")[0].name in {"Bashar al-Assad", "Hafez al-Assad"}
    assert {"Bill Clinton", "Hillary Clinton"} <= {p.name for p in facts.persons_by_surname("Clinton")}
    assert facts.persons_by_surname("erdogan")[0].id == "person:Q39259"
    assert facts.persons_by_surname("nosuchname") == []


def test_folding_keeps_the_length():
    assert fold("Erdoğan’s Straße – ÖSTERREICH") == "erdogan's strase - osterreich"
    for text in ("İstanbul", "ﬁn", "ǅ", "e\u0301", "\U0001d400", "日本", "\ud800", "a\tb\u2028c"):
        assert len(fold(text)) == len(text)


# ---------------------------------------------------------------------------------------------- places


def test_places_by_name_alias_and_country(facts):
    assert facts.places("Homs")[0].country == "SYR"
    assert facts.places("Hama")[0].country == "SYR"
    tripoli = facts.places("Tripoli", countries=("LBN",))
    assert tripoli[0].country == "LBN"
    assert facts.places("Tripoli")[0].country == "LBY"
    assert facts.places("Nowhere at all") == []


# ---------------------------------------------------------------------------------------------- the Council


@pytest.mark.parametrize(
    ("symbol", "day", "tally", "vetoed_by", "abstained"),
    [
        ("S/2011/612", "2011-10-04", (9, 2, 4), ("CHN", "RUS"), {"BRA", "IND", "LBN", "ZAF"}),
        ("S/2012/77", "2012-02-04", (13, 2, 0), ("CHN", "RUS"), set()),
        ("S/2012/538", "2012-07-19", (11, 2, 2), ("CHN", "RUS"), {"PAK", "ZAF"}),
    ],
)
def test_the_vetoes_on_syria(symbol, day, tally, vetoed_by, abstained):
    vote = council.vote(symbol)
    assert vote is not None
    assert (vote.date.isoformat(), vote.tally, vote.vetoed_by, vote.outcome) == (day, tally, vetoed_by, "vetoed")
    assert {m for m, v in vote.ballots.items() if v == "abstain"} == abstained
    assert vote.ballots["RUS"] == "veto"
    assert council.article27(vote).outcome == "vetoed"
    assert "RUS" in council.article27(vote).why


def test_a_vote_is_found_by_symbol_number_and_subject():
    assert council.vote(2042).date == dt.date(2012, 4, 14)
    for same in ("2042", "S/RES/2042(2012)", "S/RES/2042", "resolution 2042"):
        assert council.vote(same) == council.vote(2042)
    assert council.vote("S/1900/1") is None
    assert [v.symbol for v in council.vetoes(by="RUS", about="Syria", from_="2011", to="2012")] == [
        "S/2011/612",
        "S/2012/77",
        "S/2012/538",
    ]
    assert council.find(about="SYR", from_="2012-02-01", to="2012-02") == council.find("S/2012/77")
    assert all(v.vetoed_by == () for v in council.find(about="Angola", from_="1994", to="1994"))


def test_rows_of_a_vote():
    rows = list(council.rows(council.find("S/2012/77")))
    assert len(rows) == 15
    russia = next(r for r in rows if r["member"] == "RUS")
    assert russia == {
        "draft": "S/2012/77",
        "date": "2012-02-04",
        "outcome": "vetoed",
        "member": "RUS",
        "vote": "veto",
        "permanent": True,
    }


def test_the_members_on_a_day():
    seats = council.members("2011-09-14")
    assert [s.member for s in seats if s.permanent] == ["CHN", "FRA", "GBR", "RUS", "USA"]
    assert {s.member for s in seats if not s.permanent} == {
        "BIH",
        "BRA",
        "COL",
        "DEU",
        "GAB",
        "IND",
        "LBN",
        "NGA",
        "PRT",
        "ZAF",
    }
    assert council.members("1900") == ()
    with pytest.raises(ValueError, match="not a date"):
        council.members("some day")


def test_every_vote_has_exactly_that_years_members(facts):
    for vote in facts.council.votes:
        assert set(vote.ballots) == {s.member for s in facts.council.members_on(vote.date)}, vote.symbol


def test_article_27_gives_the_recorded_outcome_but_for_the_listed_cases(facts):
    checked, wrong = 0, []
    for vote in facts.council.votes:
        outcome = council.article27(vote)
        if outcome.outcome is None:
            assert "unknown" in vote.ballots.values()
            continue
        checked += 1
        if outcome.outcome != vote.outcome or (vote.outcome == "vetoed" and outcome.vetoed_by != vote.vetoed_by):
            wrong.append(vote.vote_id)
    assert wrong == list(EXCEPTIONS)
    assert checked == 3_199
    assert len(facts.council.votes) == 3_203
    assert Counter(v.basis for v in facts.council.votes) == {"roll call": 3_155, "without a vote": 38, "procedural": 10}


def test_the_number_of_votes_needed_changes_in_1966():
    yes = {f"A{i:02}": "yes" for i in range(8)}
    assert recompute(yes, (), dt.date(1965, 12, 31)).outcome == "adopted"
    assert recompute(yes, (), dt.date(1966, 1, 1)).outcome == "not_adopted"
    no = {f"A{i:02}": "yes" for i in range(9)} | {"FRA": "no"}
    assert recompute(no, ("FRA",), dt.date(1970, 1, 1)).outcome == "vetoed"
    assert recompute(no, (), dt.date(1970, 1, 1)).outcome == "adopted"
    assert recompute(no, ("FRA",), dt.date(1970, 1, 1), basis="procedural").outcome == "adopted"


# ---------------------------------------------------------------------------------------------- integrity


def test_every_country_code_exists(facts):
    codes = set(facts.states)
    assert {"SYR", "PSE", "TWN", "XKX", "SUN", "YUG", "CSK", "DDR", "RUS"} <= codes
    for state in facts.states.values():
        assert set(state.successors) <= codes, state
        assert len(state.iso3) == 3
    for person in facts.persons.values():
        assert person.country is None or person.country in codes, person
        for office in person.offices:
            assert office.country is None or office.country in codes, (person.name, office)
    for body in (*facts.orgs.values(), *facts.groups.values()):
        assert body.country is None or body.country in codes, body
    for org in facts.orgs.values():
        assert set(org.members) <= codes, org
    for vote in facts.council.votes:
        assert set(vote.ballots) | set(vote.sponsors) <= codes
    for _, cities in facts.place_names():
        assert {c.country for c in cities} <= codes


def test_no_office_ends_before_it_starts_and_every_role_is_known(facts):
    for row in tables.packaged("offices"):
        start, end = Interval.parse(row["start"]), Interval.parse(row["end"])
        assert start.first is not None, row
        assert end.last is None or start.first <= end.last, row
        assert row["role"] in facts.roles, row
        assert row["source"] in {"wikidata", "supplement", "own"}
        assert (row["verified"] == "0") == (row["source"] != "wikidata")
        assert row["org"] == "" or facts.actor(row["org"]) is not None, row
        assert row["person_id"] in facts.persons
        assert bool(row["end"]) != bool(row["open_until"]), row


def test_no_alias_is_a_common_english_word(facts):
    allowed = {"Polish", "Guinea"}
    common = {(e.name, e.actor_id) for e in facts.names() if is_common_word(e.name) and e.name not in allowed}
    assert {n for n, a in common if not a.startswith("person:")} == set()
    assert {e.name for e in facts.names() if e.kind == "person" and is_common_word(e.name)} == set()
    for _, cities in facts.place_names():
        for city in cities:
            assert not any(is_common_word(a) for a in city.aliases), city


def test_every_name_names_somebody_and_ids_are_in_order(facts):
    for entry in facts.names():
        assert entry.name == entry.name.strip() != ""
        if entry.kind == "nothing":
            assert entry.actor_id == ""
        else:
            assert facts.actor(entry.actor_id) is not None, entry
        assert entry.start is None or entry.end is None or entry.start <= entry.end, entry
    for table in tables.TABLES.values():
        keys = Counter(tuple(r[k] for k in table.key) for r in tables.packaged(table.name))
        if table.name not in {"names", "offices"}:
            assert max(keys.values()) == 1, (table.name, keys.most_common(1))


def test_one_foreign_minister_a_day_in_the_large_states(facts):
    for iso3 in ["USA", "GBR", "FRA", "DEU", "ITA", "RUS", "CHN", "TUR", "IRN", "SYR", "SAU", "EGY", "JPN"]:
        several = defaultdict(list)
        for year in range(1997, 2022):
            for month in (2, 8):
                found = facts.holders("foreign_minister", iso3, Interval.day(dt.date(year, month, 20)))
                if len(found) > 1:
                    several[iso3].append((year, month, [p.name for p in found]))
        assert sum(map(len, several.values())) <= 2, several


def test_the_data_are_small_and_load_fast():
    folder = Path(reference.__file__).parent / "data"
    assert sum(f.stat().st_size for f in folder.iterdir()) < 5_000_000
    start = time.process_time()
    made = reference.Reference()
    assert sum(1 for _ in made.names()) > 15_000
    made.persons_by_surname("assad")
    assert time.process_time() - start < 1.0
    assert "council" not in vars(made)


# ---------------------------------------------------------------------------------------------- a user's own data


def write(folder: Path, name: str, *rows: str) -> None:
    (folder / name).write_text("\n".join(rows) + "\n", encoding="utf-8")


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    write(
        tmp_path, "persons.csv", "id,name,aliases,surnames,country", "person:mine-1,Ada Example,A. Example,Example,NOR"
    )
    write(
        tmp_path,
        "offices.csv",
        "person_id,title,role,country,start,end",
        "person:mine-1,Minister of Foreign Affairs of Norway,foreign_minister,NOR,2030-01-01,",
        "person:Q58217,Minister of Foreign Affairs of Russia,foreign_minister,RUS,2004-03-09,2029-12-31",
    )
    write(tmp_path, "names.csv", "name,actor_id,kind", "Victoria Terrasse,state:NOR,metonym")
    write(tmp_path, "groups.csv", "id,name,sector,country", "group:MINE,Example Front,REB,NOR")
    return tmp_path


def test_a_folder_adds_and_overrides(mine, monkeypatch):
    assert check_folder(mine) == []
    made = reference.load(mine)
    assert [p.name for p in made.holders("foreign_minister", "NOR", on("2031-01-01"))] == ["Ada Example"]
    assert made.actor("person:mine-1", on("2031-01-01")).office == "Minister of Foreign Affairs of Norway"
    lavrov = [o for o in made.person("person:Q58217").offices if o.role == "foreign_minister"]
    assert [o.held.last for o in lavrov] == [dt.date(2029, 12, 31)]
    assert ("Victoria Terrasse", "state:NOR") in {(e.name, e.actor_id) for e in made.names()}
    assert made.actor("group:MINE").sector == "REB"
    monkeypatch.setenv(reference.ENVIRONMENT, str(mine))
    assert reference.load() is made
    monkeypatch.delenv(reference.ENVIRONMENT)
    assert "person:mine-1" not in reference.load().persons


def test_a_missing_folder_says_so(tmp_path):
    with pytest.raises(ReferenceDataError, match="no such folder"):
        reference.load(tmp_path / "nowhere")
    assert check_folder(tmp_path / "nowhere") == [Problem(str(tmp_path / "nowhere"), 0, "no such folder")]
    assert "no CSV files" in check_folder(tmp_path)[0].message


@pytest.mark.parametrize(
    ("name", "rows", "line", "said"),
    [
        ("offices.csv", ["person_id,title,role,start", "person:Q58217,X,minister,12 May"], 2, "not a date"),
        ("offices.csv", ["person_id,title,role,start", "person:Q1,X,minister,2012"], 2, "not in persons.csv"),
        ("offices.csv", ["person_id,title,role", "person:Q58217,X,jester"], 2, "role 'jester' is not known"),
        (
            "offices.csv",
            ["person_id,title,role,start,end", "person:Q58217,X,minister,2012,2011"],
            2,
            "ends (2011) before",
        ),
        ("offices.csv", ["person_id,title,role,country", "person:Q58217,X,minister,ZZZ"], 2, "country 'ZZZ'"),
        ("offices.csv", ["person_id,title", "person:Q58217,X"], 1, "missing column role"),
        ("names.csv", ["name,actor_id,kind", "Ring,state:NOR,metonym"], 2, "common English word"),
        ("names.csv", ["name,actor_id,kind", "Oslo Castle,state:NOR,castle"], 2, "kind 'castle'"),
        ("names.csv", ["name,actor_id,kind", "Oslo Castle,state:ZZZ,seat"], 2, "actor_id 'state:ZZZ' is not known"),
        ("names.csv", ["name,actor_id,kind,colour", "Oslo Castle,state:NOR,seat,red"], 1, "unknown column 'colour'"),
        ("groups.csv", ["id,name,sector", "MINE,Example Front,REB"], 2, "must begin with 'group:'"),
        (
            "groups.csv",
            ["id,name,sector", "group:A,One Front,REB", "group:A,Two Front,REB"],
            3,
            "the same id as line 2",
        ),
        ("groups.csv", ["id,name,sector", "group:A,One,Front,REB"], 2, "more than 3 cells"),
        ("cities.csv", ["id"], 0, "not a table"),
    ],
)
def test_the_checker_says_what_is_wrong_by_line(tmp_path, name, rows, line, said):
    write(tmp_path, name, *rows)
    assert any(p.file == name and p.line == line and said in p.message for p in check_folder(tmp_path)), check_folder(
        tmp_path
    )


def test_the_checker_survives_what_is_no_csv(tmp_path):
    (tmp_path / "names.csv").write_bytes(b"\xff\xfe\x00 nonsense")
    assert any("UTF-8" in p.message for p in check_folder(tmp_path))


def test_own_files_of_the_repository_are_csv_with_full_rows():
    folder = Path(__file__).parents[1] / "reference" / "own"
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as opened:
            for row in csv.DictReader(opened):
                assert None not in row, (file.name, row)
                assert None not in row.values(), (file.name, row)
