"""POLECAT's and GDELT's tables: their columns, what counts as what, and what pandas and polars read back."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

from dragoman import reference
from dragoman.exports import GDELT_COLUMNS, POLECAT_COLUMNS, gdelt_rows, polecat_rows, write_csv, write_gdelt
from dragoman.exports.codes import cameo_quad, cameo_role, goldstein, state_codes
from dragoman.exports.coding import plover_code
from dragoman.exports.gdelt import INTENT_CODES, TYPE_CODES
from dragoman.exports.polecat import COLUMNS
from dragoman.exports.surroundings import one_day
from dragoman.extract.events.codes import cameo_codes, event_types
from dragoman.model import Actor, Event, Interval, Participant, Place, Reading, Status
from dragoman.record import Record
from made_readings import DJIBOUTI, ERITREA, any_reading, reading, span

FACTS = reference.load()
FRANCE = Actor("state:FRA", "France", "FRA", "GOV")
UN = Actor("org:UN", "United Nations", None, "IGO")
DAY = Interval.parse("2013-01-23")


def event(
    key: str,
    type_: str,
    status: Status = "happened",
    *,
    actors: tuple[Actor, ...] = (DJIBOUTI,),
    recipients: tuple[Actor, ...] = (ERITREA,),
    at: str = "accused",
    **more: object,
) -> Event:
    """An event of the ferry article."""
    made = [tuple(Participant(span("Djibouti", start=35), a.name, a) for a in side) for side in (actors, recipients)]
    given = {"actors": made[0], "recipients": made[1], "date": DAY, "status": status, "how": "made", **more}
    return Event(key, type_, span(at), **given)  # type: ignore[arg-type]


def record_of(folder: Path, *events: Event, **more: object) -> Record:
    """A record of one article with these events."""
    record = Record(folder / "r.dragoman")
    record.add(replace(reading("a1", **more), events=events))  # type: ignore[arg-type]
    record.derive()
    return record


def polecat(record: Record, **asked: object) -> list[dict[str, object]]:
    return list(polecat_rows(record, FACTS, **asked))  # type: ignore[arg-type]


def gdelt(record: Record, **asked: object) -> list[dict[str, object]]:
    return list(gdelt_rows(record, FACTS, **asked))


def as_csv(record: Record) -> bytes:
    out = io.StringIO(newline="")
    write_csv(polecat(record, all_statuses=True), COLUMNS, out)
    return out.getvalue().encode()


def as_gdelt(record: Record) -> bytes:
    out = io.StringIO(newline="")
    write_gdelt(gdelt_rows(record, FACTS), out)
    return out.getvalue().encode()


def test_the_columns_are_theirs() -> None:
    header = (
        "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\t"
        "Actor COW\tPrimary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\t"
        "Recipient Name\tRecipient Country\tRecipient COW\tPrimary Recipient Sector\tRecipient Sectors\t"
        "Recipient Title\tRecipient Name Raw\tWikipedia Recipient ID\tPlacename\tCity\tDistrict\tProvince\tCountry\t"
        "Latitude\tLongitude\tGeoNames ID\tRaw Placename\tFeature Type\tSource\tPublication Date\tStory People\t"
        "Story Organizations\tStory Locations\tLanguage\tVersion"
    )
    assert "\t".join(POLECAT_COLUMNS) == header
    assert len(POLECAT_COLUMNS) == 40
    assert COLUMNS[:40] == POLECAT_COLUMNS
    assert len(set(COLUMNS)) == len(COLUMNS)
    assert len(GDELT_COLUMNS) == len(set(GDELT_COLUMNS)) == 61
    assert [GDELT_COLUMNS[i] for i in (0, 1, 5, 14, 15, 25, 26, 30, 34, 35, 42, 51, 58, 59, 60)] == [
        "GlobalEventID", "Day", "Actor1Code", "Actor1Type3Code", "Actor2Code", "IsRootEvent", "EventCode",
        "GoldsteinScale", "AvgTone", "Actor1Geo_Type", "Actor1Geo_FeatureID", "ActionGeo_Type", "ActionGeo_FeatureID",
        "DATEADDED", "SOURCEURL",
    ]  # fmt: skip


def test_a_polecat_row(tmp_path: Path) -> None:
    obock = Place("Obock", "DJI", 11.96, 43.29)
    row = polecat(
        record_of(tmp_path, event("e", "ACCUSE", mode="allege", contexts=("military", "legal"), place=obock))
    )[0]
    assert [row[c] for c in POLECAT_COLUMNS[:15]] == [
        "e", "2013-01-23", "ACCUSE", "allege", -3.0, "VERBAL CONFLICT", "military; legal", "Djibouti", "DJI", "522",
        "GOV", "GOV", None, "Djibouti", None,
    ]  # fmt: skip
    assert (row["Recipient Country"], row["Recipient COW"]) == ("ERI", "531")
    assert (row["Placename"], row["Country"], row["Latitude"]) == ("Obock", "DJI", 11.96)
    assert (row["Source"], row["Publication Date"], row["Language"]) == ("Meridian", "2013-01-23", "en")
    assert row["Story People"] == "Mahamoud Ali Youssouf"
    assert row["Story Locations"] == "Djibouti; Eritrea"
    assert (row["Status"], row["Record Type"], row["Date To"]) == ("happened", "ACCUSE", "2013-01-23")


def test_a_gazetteer_city_has_its_geonames_number(tmp_path: Path) -> None:
    city = FACTS.places("Aleppo", countries=("SYR",))[0]
    place = Place(city.name, "SYR", city.lat, city.lon)
    record = record_of(tmp_path, event("e", "ASSAULT", place=place))
    row, other = polecat(record)[0], gdelt(record)[0]
    assert (row["City"], row["GeoNames ID"], row["Feature Type"]) == ("Aleppo", city.geonameid, "PPL")
    assert (other["ActionGeo_Type"], other["ActionGeo_FullName"], other["ActionGeo_CountryCode"]) == (
        4,
        "Aleppo, Syria",
        "SY",
    )


@pytest.mark.parametrize(
    ("type_", "status", "coded"),
    [
        ("CONSULT", "happened", "CONSULT"),
        ("CONSULT", "ongoing", "CONSULT"),
        ("CONSULT", "announced", "AGREE"),
        ("AID", "proposed", "AGREE"),
        ("SANCTION", "announced", "THREATEN"),
        ("ASSAULT", "threatened", "THREATEN"),
        ("APPEAL", "happened", "REQUEST"),
        ("SANCTION", "proposed", None),
        ("ACCUSE", "announced", None),
        ("RETREAT", "demanded", None),
        ("ASSAULT", "denied", None),
        ("SUPPORT", "negated", None),
        ("ASSAULT", "recalled", None),
        ("COERCE", "hypothetical", None),
        ("STATEMENT", "happened", None),
    ],
)
def test_what_an_act_counts_as(type_: str, status: str, coded: str | None) -> None:
    found = plover_code({"type": type_, "status": status, "mode": None})
    assert (found.type if found else None) == coded


def test_all_statuses_keep_their_own_type() -> None:
    found = plover_code({"type": "SUPPORT", "status": "negated", "mode": None}, all_statuses=True)
    assert found is not None
    assert (found.type, found.translated) == ("SUPPORT", False)
    assert plover_code({"type": "STATEMENT", "status": "happened", "mode": None}, all_statuses=True) is None


def test_a_veto_is_a_rejection_and_an_abstention_is_nothing() -> None:
    assert plover_code({"type": "VOTE", "status": "happened", "mode": "veto"}).type == "REJECT"  # type: ignore[union-attr]
    assert plover_code({"type": "VOTE", "status": "happened", "mode": "abstain"}) is None


def test_a_mode_is_one_of_its_type() -> None:
    threat = plover_code({"type": "SANCTION", "status": "threatened", "mode": "expel"})
    promise = plover_code({"type": "RETREAT", "status": "announced", "mode": "withdraw"})
    assert threat is not None
    assert promise is not None
    assert (threat.mode, promise.mode) == ("expel", None)


def test_a_threat_and_what_it_threatens_are_one_row(tmp_path: Path) -> None:
    said = event("e1", "THREATEN", mode="violence")
    shelling = event("e2", "ASSAULT", "threatened", at="shelling")
    other = event("e3", "ASSAULT", "threatened", actors=(FRANCE,), at="ferry")
    record = record_of(tmp_path, said, shelling, other)
    assert sorted(str(r["Event ID"]) for r in polecat(record)) == ["e1", "e3"]
    assert sorted(str(r["Event ID"]) for r in polecat(record, all_statuses=True)) == ["e1", "e3"]


def test_only_what_is_asked_leaves(tmp_path: Path) -> None:
    record = record_of(tmp_path, event("e1", "ACCUSE"), event("e2", "ASSAULT", actors=(FRANCE,), at="shelling"))
    assert [r["Event ID"] for r in polecat(record, actor=["FRA"])] == ["e2"]
    assert [r["Event ID"] for r in polecat(record, type=["ACCUSE"])] == ["e1"]
    assert polecat(record, first="2014") == gdelt(record, first="2014") == []
    assert len(polecat(record, limit=1)) == len(gdelt(record, limit=1)) == 1


def test_a_gdelt_row(tmp_path: Path) -> None:
    row = gdelt(record_of(tmp_path, event("e", "ACCUSE", cameo="112", how="made; told 3 times")))[0]
    assert {c: v for c, v in row.items() if v is not None and c not in {"GlobalEventID", "SOURCEURL"}} == {
        "Day": 20130123, "MonthYear": 201301, "Year": 2013, "FractionDate": 2013.1452,
        "Actor1Code": "DJI", "Actor1Name": "DJIBOUTI", "Actor1CountryCode": "DJI",
        "Actor2Code": "ERI", "Actor2Name": "ERITREA", "Actor2CountryCode": "ERI",
        "IsRootEvent": 1, "EventCode": "112", "EventBaseCode": "112", "EventRootCode": "11", "QuadClass": 3,
        "GoldsteinScale": -2.0, "NumMentions": 3, "NumSources": 1, "NumArticles": 1,
        "Actor1Geo_Type": 0, "Actor2Geo_Type": 0, "ActionGeo_Type": 0, "DATEADDED": 20130123000000,
    }  # fmt: skip


def test_gdelt_has_a_row_a_pair(tmp_path: Path) -> None:
    attack = event("e1", "ASSAULT", actors=(DJIBOUTI, FRANCE), recipients=(ERITREA, UN))
    talks = event("e2", "CONSULT", actors=(DJIBOUTI, FRANCE, UN), recipients=(), at="blames")
    alone = event("e3", "PROTEST", recipients=(), at="ferry")
    rows = gdelt(record_of(tmp_path, attack, talks, alone))
    pairs = [(r["EventRootCode"], r["Actor1Code"], r["Actor2Code"]) for r in rows]
    assert sorted(pairs, key=str) == sorted(
        [
            ("19", "DJI", "ERI"), ("19", "DJI", "UNO"), ("19", "FRA", "ERI"), ("19", "FRA", "UNO"),
            ("04", "DJI", "FRA"), ("04", "DJI", "UNO"), ("04", "FRA", "UNO"), ("14", "DJI", None),
        ],
        key=str,
    )  # fmt: skip
    assert len({r["GlobalEventID"] for r in rows}) == len(rows)
    assert all(0 <= int(str(r["GlobalEventID"])) < 2**63 for r in rows)


def test_gdelt_has_statements_and_intents_by_their_cameo_codes(tmp_path: Path) -> None:
    record = record_of(
        tmp_path, event("e1", "STATEMENT"), event("e2", "APPEAL", at="shelling"),
        event("e3", "CONSULT", "announced", at="ferry", cameo="042"), event("e4", "STATEMENT", "denied", at="killed"),
    )  # fmt: skip
    assert sorted(str(r["EventCode"]) for r in gdelt(record)) == ["010", "020", "036"]


def test_days_that_are_not_known_are_not_made_up(tmp_path: Path) -> None:
    month = event("e1", "ACCUSE", date=Interval.parse("2013-02"))
    year = event("e2", "AID", date=Interval.parse("2012"), at="shelling")
    never = event("e3", "ASSAULT", date=Interval(None, None), at="ferry")
    record = record_of(tmp_path, month, year, never)
    days = {r["Event ID"]: (r["Event Date"], r["Date From"], r["Date To"]) for r in polecat(record)}
    assert days == {
        "e1": ("2013-02-01", "2013-02-01", "2013-02-28"),
        "e2": (None, "2012-01-01", "2012-12-31"),
        "e3": (None, None, None),
    }
    parts = sorted(((r["Day"], r["MonthYear"], r["Year"]) for r in gdelt(record)), key=str)
    assert parts == [(20130201, 201302, 2013), (None, None, 2012), (None, None, None)]
    assert one_day("2013-01-01", "2013-02-01") is None


POLARS_TYPES = {"Intensity": pl.Float64, "Latitude": pl.Float64, "Longitude": pl.Float64, "GeoNames ID": pl.Int64}
WHOLE = {
    "GlobalEventID", "Day", "MonthYear", "Year", "IsRootEvent", "QuadClass", "NumMentions", "NumSources", "NumArticles",
    "Actor1Geo_Type", "Actor2Geo_Type", "ActionGeo_Type", "DATEADDED",
}  # fmt: skip
REAL = {c for c in GDELT_COLUMNS if c.endswith(("_Lat", "_Long"))} | {"FractionDate", "GoldsteinScale", "AvgTone"}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Record:
    city = FACTS.places("Aleppo", countries=("SYR",))[0]
    odd = Actor("person:~x", '=HYPERLINK("x"); "O\'Neil"\tand\nsons', "FRA", "CVL")
    return record_of(
        tmp_path_factory.mktemp("formats"),
        event("e1", "ACCUSE", cameo="112", place=Place("Aleppo", "SYR", city.lat, city.lon)),
        event("e2", "AID", actors=(odd,), recipients=(UN, FRANCE), at="shelling", contexts=("health",)),
        event("e3", "ASSAULT", date=Interval(None, None), at="ferry"),
    )


def test_pandas_and_polars_read_polecat_back(sample: Record) -> None:
    want, data = polecat(sample, all_statuses=True), as_csv(sample)
    assert data.decode().count("'=HYPERLINK") == 2
    frame = pd.read_csv(
        io.BytesIO(data),
        parse_dates=["Event Date", "Publication Date"],
        dtype={"GeoNames ID": "Int64", "Actor COW": "string"},
    )
    other = pl.read_csv(io.BytesIO(data), schema_overrides=POLARS_TYPES, try_parse_dates=True)
    assert list(frame.columns) == other.columns == list(COLUMNS)
    assert len(frame) == other.height == len(want) == 3
    assert frame["Event Date"].dtype.kind == "M"
    assert other.schema["Event Date"] == pl.Date
    assert frame["Intensity"].tolist() == other["Intensity"].to_list() == [r["Intensity"] for r in want]
    assert other["Latitude"].to_list() == [r["Latitude"] for r in want]
    assert [None if pd.isna(x) else int(x) for x in frame["GeoNames ID"]] == other["GeoNames ID"].to_list()
    assert other["Recipient Country"].to_list() == [r["Recipient Country"] for r in want]
    assert frame["Event Date"].isna().tolist() == [r["Event Date"] is None for r in want]


def test_pandas_and_polars_read_gdelt_back(sample: Record) -> None:
    want, data = gdelt(sample), as_gdelt(sample)
    types = {c: "Int64" if c in WHOLE else "float64" if c in REAL else "string" for c in GDELT_COLUMNS}
    frame = pd.read_csv(io.BytesIO(data), sep="\t", header=None, names=list(GDELT_COLUMNS), dtype=types)  # type: ignore[call-overload]
    schema = {c: pl.Int64 if c in WHOLE else pl.Float64 if c in REAL else pl.String for c in GDELT_COLUMNS}
    other = pl.read_csv(io.BytesIO(data), separator="\t", has_header=False, schema=schema)
    assert len(frame) == other.height == len(want) == 4
    for column in WHOLE:
        assert other[column].to_list() == [r[column] for r in want], column
        assert [None if pd.isna(x) else int(x) for x in frame[column]] == [r[column] for r in want], column
    assert frame["EventCode"].tolist() == other["EventCode"].to_list() == [r["EventCode"] for r in want]
    assert frame["GoldsteinScale"].tolist() == other["GoldsteinScale"].to_list() == [r["GoldsteinScale"] for r in want]
    assert other["ActionGeo_Lat"].to_list() == [r["ActionGeo_Lat"] for r in want]
    assert "'=HYPERLINK('X'); 'O'NEIL' AND SONS" in other["Actor1Name"].to_list()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(any_reading())
def test_any_reading_leaves_whole(tmp_path_factory: pytest.TempPathFactory, made: Reading) -> None:
    record = Record(tmp_path_factory.mktemp("any") / "r.dragoman")
    record.add(made)
    record.derive()
    rows = list(csv.reader(io.StringIO(as_csv(record).decode(), newline="")))
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert len(rows) == 1 + len(polecat(record, all_statuses=True))
    lines = as_gdelt(record).decode().split("\n")
    assert lines.pop() == ""
    assert all(line.count("\t") == 60 for line in lines)
    cells = [cell for line in (*rows[1:], *(line.split("\t") for line in lines)) for cell in line]
    starts = ("=", "+", "@", "\t", "\r", "\n")
    assert not [c for c in cells if c.lstrip(" ").startswith(starts)]
    record.close()


def test_the_codes_of_others() -> None:
    codes = state_codes()
    assert [codes[c] for c in ("USA", "GBR", "SYR", "DEU", "RUS", "SUN")] == [
        ("2", "US"), ("200", "UK"), ("652", "SY"), ("255", "GM"), ("365", "RS"), ("365", "UR"),
    ]  # fmt: skip
    assert codes["PSE"].cow is None
    assert set(codes) <= set(FACTS.states)
    assert all(goldstein(c) is not None and cameo_quad(c) is not None for c in cameo_codes())
    assert [goldstein(c) for c in ("0874", "0873", "190", "1241", "042", "999")] == [10.0, 9.0, -10.0, -4.0, 1.9, None]
    assert [cameo_quad(c) for c in ("051", "0874", "138", "140", "x", "21")] == [1, 2, 3, 4, None, None]
    assert [cameo_role(s) for s in ("GOV", "PTY", "PRM", "UNK", None)] == ["GOV", "OPP", "GOV", None, None]
    assert set(event_types()) - {"VOTE"} == set(TYPE_CODES)
    assert set(INTENT_CODES) < set(TYPE_CODES)
