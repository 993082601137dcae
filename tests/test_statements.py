"""Statements: who is said to have said what, in sentences made for these tests."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.model import Statement
from dragoman.reader import Reader

DAY = "2012-05-09"

BILDT = "Swedish Foreign Minister Carl Bildt arrived at noon. "
HAGUE = "British Foreign Secretary William Hague met the envoys on Tuesday. "
BARAK = (
    "Defence Minister Ehud Barak spoke for an hour.\n\n“We have waited long enough,” he said. “The time for patience is over.\n\n"
    "“Nobody should doubt our resolve.”"
)
TENTS = (
    "Foreign Minister Jonas Gahr Stoere visited the camp. “The tents are cold,” he said.\n\n"
    "“Nobody should spend a winter here.”"
)


def shape(text: str, s: Statement) -> tuple[Any, ...]:
    """Kind, source, cue and content of a statement; the parts of each joined by " … "."""
    return (s.kind, *(" … ".join(span.of(text) for span in spans) for spans in (s.source, s.cue, s.content)))


def one(reader: Reader, text: str) -> Statement:
    statements = reader.read(text, published=DAY).statements
    assert len(statements) == 1, [shape(text, s) for s in statements]
    return statements[0]


DIRECT = [
    (
        'Foreign Minister Carl Bildt said, "We will not leave the table."',
        "Foreign Minister Carl Bildt",
        "said",
        '"We will not leave the table."',
    ),
    (
        '"We will not leave the table," said Foreign Minister Carl Bildt.',
        "Foreign Minister Carl Bildt",
        "said",
        '"We will not leave the table,"',
    ),
    (
        BILDT + '"We will not leave the table," Bildt said, "and nobody should expect it."',
        "Bildt",
        "said",
        '"We will not leave the table," … "and nobody should expect it."',
    ),
    (
        "“The border is closed,” Turkish Prime Minister Recep Tayyip Erdogan told reporters.",
        "Turkish Prime Minister Recep Tayyip Erdogan",
        "told",
        "“The border is closed,”",
    ),
    ("“The border is closed,” a guard shouted.", "a guard", "shouted", "“The border is closed,”"),
    (
        BARAK,
        "he",
        "said",
        "“We have waited long enough,” … “The time for patience is over. … “Nobody should doubt our resolve.”",
    ),
    (
        'Asked about the raid, the minister replied: "I have seen no proof."',
        "the minister",
        "replied",
        '"I have seen no proof."',
    ),
    ('Asked whether he would resign, Papandreou said: "No."', "Papandreou", "said", '"No."'),
    ('"Who fired first?" asked the judge.', "the judge", "asked", '"Who fired first?"'),
    ('"It was a mistake," the general admitted.', "the general", "admitted", '"It was a mistake,"'),
    ("‘We are ready,’ said Captain Omar Haddad.", "Captain Omar Haddad", "said", "‘We are ready,’"),
    (
        "“He told me, ‘Leave now,’ and I left,” said Amina Yusuf, a teacher.",
        "Amina Yusuf, a teacher",
        "said",
        "“He told me, ‘Leave now,’ and I left,”",
    ),
]

MIXED = [
    (
        'French President Francois Hollande called the shelling "a crime without a name" and left the room.',
        "French President Francois Hollande",
        "called",
        'the shelling "a crime without a name"',
    ),
    (
        'Hollande said the shelling was "a crime without a name".',
        "Hollande",
        "said",
        'the shelling was "a crime without a name"',
    ),
    ('The envoy described the ceasefire as "fragile".', "The envoy", "described", 'the ceasefire as "fragile"'),
]

INDIRECT = [
    (
        "Germany said that it would send two inspectors to the border.",
        "Germany",
        "said",
        "that it would send two inspectors to the border",
    ),
    (
        "Germany said it would send two inspectors to the border.",
        "Germany",
        "said",
        "it would send two inspectors to the border",
    ),
    (
        "According to the Red Cross, forty families left the valley on Monday.",
        "the Red Cross",
        "According to",
        "forty families left the valley on Monday",
    ),
    (
        "Forty families left the valley on Monday, according to the Red Cross.",
        "the Red Cross",
        "according to",
        "Forty families left the valley on Monday",
    ),
    (
        "Iranian Foreign Minister Ali Akbar Salehi was quoted as saying that Tehran would reopen the embassy.",
        "Iranian Foreign Minister Ali Akbar Salehi",
        "was quoted as saying",
        "that Tehran would reopen the embassy",
    ),
    ("The bridge will reopen in June, the ministry said.", "the ministry", "said", "The bridge will reopen in June"),
    ("The bridge, the ministry said, will reopen in June.", "the ministry", "said", "The bridge … will reopen in June"),
    (
        "The talks will resume in May, Portugal announced on Sunday.",
        "Portugal",
        "announced",
        "The talks will resume in May",
    ),
    (
        "The army issued a statement saying the convoy had reached the town.",
        "The army",
        "saying",
        "the convoy had reached the town",
    ),
    (
        "In a statement, the army said the convoy had reached the town.",
        "the army",
        "said",
        "the convoy had reached the town",
    ),
    (
        "China urged Japan to withdraw its ships from the islands.",
        "China",
        "urged",
        "Japan to withdraw its ships from the islands",
    ),
    ("The union urged its members to vote.", "The union", "urged", "its members to vote"),
    ("Sudan accused South Sudan of arming the rebels.", "Sudan", "accused", "South Sudan of arming the rebels"),
    ("President Assad blamed Turkey for the bombing.", "President Assad", "blamed", "Turkey for the bombing"),
    (
        "Russia warned against foreign intervention in Syria.",
        "Russia",
        "warned … against",
        "foreign intervention in Syria",
    ),
    ("Denmark warned that the strait could close.", "Denmark", "warned", "that the strait could close"),
    (
        "Turkey expressed hope that the talks would resume in May.",
        "Turkey",
        "expressed … hope",
        "that the talks would resume in May",
    ),
    (
        "Denmark expressed concern that the strait could close.",
        "Denmark",
        "expressed … concern",
        "that the strait could close",
    ),
    ("Syria will let the monitors in, minister says", "minister", "says", "Syria will let the monitors in"),
    (
        "Ethiopia believes that the dam will be finished in time.",
        "Ethiopia",
        "believes",
        "that the dam will be finished in time",
    ),
    ("Analysts expect that the vote will be delayed.", "Analysts", "expect", "that the vote will be delayed"),
    ("Pakistan demanded that the drone strikes end.", "Pakistan", "demanded", "that the drone strikes end"),
    ("Israel threatened to strike the plant.", "Israel", "threatened", "to strike the plant"),
    ("The opposition rejected the offer.", "The opposition", "rejected", "the offer"),
    ("The rebels vowed to fight on.", "The rebels", "vowed", "to fight on"),
    ("Brazil called for an immediate ceasefire.", "Brazil", "called … for", "an immediate ceasefire"),
    ("The judge ruled that the sale was illegal.", "The judge", "ruled", "that the sale was illegal"),
    ("A report by the bank found that prices had doubled.", "A report by the bank", "found", "that prices had doubled"),
    (
        "Witnesses said that soldiers had fired into the crowd.",
        "Witnesses",
        "said",
        "that soldiers had fired into the crowd",
    ),
    (
        "An official who asked not to be named said that the convoy had turned back.",
        "An official who asked not to be named",
        "said",
        "that the convoy had turned back",
    ),
    ("The mayor complained that nobody had called.", "The mayor", "complained", "that nobody had called"),
]


@pytest.mark.parametrize(
    ("text", "kind", "source", "cue", "content"),
    [
        (text, kind, *rest)
        for kind, cases in (("direct", DIRECT), ("mixed", MIXED), ("indirect", INDIRECT))
        for text, *rest in cases
    ],
)
def test_kind_source_cue_content(reader: Reader, text: str, kind: str, source: str, cue: str, content: str) -> None:
    assert shape(text, one(reader, text)) == (kind, source, cue, content)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('"We will not leave the table," said Foreign Minister Carl Bildt.', "Carl Bildt"),
        (BILDT + '"We will stay," Bildt said.', "Carl Bildt"),
        (BARAK, "Ehud Barak"),
        (HAGUE + "He said that London would pay its share.", "William Hague"),
        (HAGUE + "The foreign secretary said that London would pay its share.", "William Hague"),
        ("Chancellor Angela Merkel met reporters in Berlin. She said that the loan was ready.", "Angela Merkel"),
        ("The mayor of Tromso, Kari Nilsen, said the port would open on Thursday.", "Kari Nilsen"),
        ("“We are ready,” said Captain Omar Haddad.", "Omar Haddad"),
        ("President Assad blamed Turkey for the bombing.", "Bashar al-Assad"),
        ("Washington said that the sanctions would stay in place.", "United States"),
        ("The White House said that no decision had been taken.", "United States"),
        ("The Kremlin denied that it had sent the arms.", "Russia"),
        ("Baghdad said that Ankara had broken the accord.", "Iraq"),
        ("Lebanese officials say that the border village was shelled twice.", "Lebanon"),
        (
            "According to the Red Cross, forty families left the valley on Monday.",
            "International Committee of the Red Cross",
        ),
    ],
)
def test_speaker(reader: Reader, text: str, speaker: str) -> None:
    found = one(reader, text).speaker
    assert found is not None
    assert found.name == speaker


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Jordan told Syria on Monday that the border would be shut.", "state:SYR"),
        ("China urged Japan to withdraw its ships from the islands.", "state:JPN"),
        ("U.S. Secretary of State Hillary Clinton asked Pakistan to reopen the supply routes.", "state:PAK"),
        ("Kofi Annan told the Security Council that the plan had failed.", "org:UNSC"),
        ("Denmark warned Russia against closing the strait.", "state:RUS"),
        ("“The border is closed,” Turkish Prime Minister Recep Tayyip Erdogan told reporters.", "group:reporter"),
        ("Kenya said that its troops would stay.", None),
    ],
)
def test_addressee(reader: Reader, text: str, addressee: str | None) -> None:
    found = one(reader, text).addressee
    assert (found.id if found else None) == addressee


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Kenya said that its troops would stay.", "2012-05-09"),
        ("On Monday, Kenya said that its troops would stay.", "2012-05-07"),
        ("Kenya said on Tuesday that its troops would stay.", "2012-05-08"),
        ("Kenya said on Tuesday that its troops had left on Sunday.", "2012-05-08"),
        ("Kenya said last week that its troops would leave in August.", "2012-04-30/2012-05-06"),
        ("The talks will resume in May, Portugal announced on Sunday.", "2012-05-06"),
        ("The mayor of Tromso, Kari Nilsen, said the port would open in July.", "2012-05-09"),
    ],
)
def test_said_is_the_day_of_the_cue_not_of_the_content(reader: Reader, text: str, said: str) -> None:
    assert str(one(reader, text).said) == said


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        ("The spokesman said that Russia had announced that the port would close.", "The spokesman", "Russia"),
        ("Reuters reported that Egypt had said that the crossing would open.", "Reuters", "Egypt"),
        ("Hollande said that Merkel had told him that the loan was ready.", "Hollande", "Merkel"),
    ],
)
def test_a_statement_within_another_names_it(reader: Reader, text: str, outer: str, inner: str) -> None:
    statements = reader.read(text, published=DAY).statements
    by_source = {shape(text, s)[1]: s for s in statements}
    assert set(by_source) == {outer, inner}
    assert by_source[outer].within is None
    assert by_source[inner].within == by_source[outer].id


def test_two_speakers_keep_their_own_words(reader: Reader) -> None:
    text = "“We want peace,” said Palestinian President Mahmoud Abbas.\n\n“So do we,” replied Israeli Prime Minister Benjamin Netanyahu."
    found = [
        (s.speaker.name if s.speaker else None, shape(text, s)[3]) for s in reader.read(text, published=DAY).statements
    ]
    assert found == [("Mahmoud Abbas", "“We want peace,”"), ("Benjamin Netanyahu", "“So do we,”")]


def test_a_quotation_without_a_cue_stays_with_the_speaker_before(reader: Reader) -> None:
    statements = reader.read(TENTS, published=DAY).statements
    assert [shape(TENTS, s)[2:] for s in statements] == [
        ("said", "“The tents are cold,”"),
        ("", "“Nobody should spend a winter here.”"),
    ]
    assert {s.speaker.name for s in statements if s.speaker} == {"Jonas Gahr Stoere"}
    assert statements[1].confidence < statements[0].confidence


@pytest.mark.parametrize(
    "text",
    [
        "The so-called peace committee met in a hotel.",
        "The “peace train” left the station at six.",
        'The "reform" took eleven years.',
        'His book "The Long Road Home" was published in Paris.',
        'The film "Nobody Speaks" opened in Cairo on Friday.',
        'The newspaper "Morning Star" closed its office.',
        'The ship carried "Type 12" radios and eleven sailors.',
        'A ship named "Aurora" left the port with "12" painted on its hull.',
        "The minister did not say when the talks would resume.",
        "The minister said nothing as he left the building.",
        "The column crossed the river at dawn and reached the hills before noon.",
        "Rain fell on the capital and the market closed early.",
        "The two delegations ate lunch in a tent.",
        "Prices rose by four percent in March.",
        "He was born in a village by the sea and studied law in Lyon.",
        "Troops closed the road to the airport.",
        "",
    ],
)
def test_no_statement(reader: Reader, text: str) -> None:
    assert [shape(text, s) for s in reader.read(text, published=DAY).statements] == []


EVERYTHING = "\n\n".join(text for text, *_ in (*DIRECT, *MIXED, *INDIRECT))


def test_every_span_lies_inside_the_text_and_ids_are_unique(reader: Reader) -> None:
    statements = reader.read(EVERYTHING, published=DAY).statements
    assert len(statements) > 30
    ids = [s.id for s in statements]
    assert len(set(ids)) == len(ids)
    for s in statements:
        assert s.content
        assert 0 < s.confidence <= 1
        assert s.within is None or s.within in ids
        for spans in (s.source, s.cue, s.content):
            assert list(spans) == sorted(spans)
            assert all(0 <= p.start < p.end <= len(EVERYTHING) for p in spans)


def test_the_same_text_gives_the_same_statements(reader: Reader) -> None:
    first, second = (reader.read(EVERYTHING, published=DAY).statements for _ in range(2))
    assert first == second
