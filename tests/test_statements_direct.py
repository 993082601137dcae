"""Direct speech: where the cue stands, who goes on speaking, transcripts, quoted passages."""

from __future__ import annotations

import pytest

from dragoman.reader import Reader
from saying import found, parts, said_in


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("“Who opened the gate?” Haddad demanded.", "Haddad", "demanded", "“Who opened the gate?”"),
        ("“Leave us alone!” the farmer shouted.", "the farmer", "shouted", "“Leave us alone!”"),
        ("Said Haddad: “The gate was open when we came.”", "Haddad", "Said", "“The gate was open when we came.”"),
        ("“The gate was open,” Haddad, a guard of twenty years, said.", "Haddad, a guard of twenty years", "said",
         "“The gate was open,”"),
        ("“The gate was open,” said Haddad, a guard.", "Haddad, a guard", "said", "“The gate was open,”"),
        ("Haddad said: “The gate was open. We saw the lights.”", "Haddad", "said",
         "“The gate was open. We saw the lights.”"),
        ("According to Haddad, “the gate was open all night.”", "Haddad", "According to",
         "“the gate was open all night.”"),
        ("“The gate was open,” Haddad said Friday on the show “Good Morning Beirut.” “We saw the lights from afar.”",
         "Haddad", "said", "“The gate was open,” … “We saw the lights from afar.”"),
        ("“We were tired,” she said. “But we went on.”", "she", "said", "“We were tired,” … “But we went on.”"),
        ("'The gate was open,' said Haddad.", "Haddad", "said", "'The gate was open,'"),
        ("``The gate was open,'' said Haddad.", "Haddad", "said", "``The gate was open,''"),
        ("«The gate was open», said Haddad.", "Haddad", "said", "«The gate was open»"),
        ("“The gate was open,” Haddad was quoted as saying by the Bergen agency.", "Haddad", "was quoted as saying",
         "“The gate was open,”"),
        ("“The gate was open,” the Bergen agency quoted Haddad as saying.", "Haddad", "saying",
         "“The gate was open,”"),
        ("The Bergen agency quoted Haddad as saying: “We saw the lights.”", "Haddad", "saying",
         "“We saw the lights.”"),
    ],
)  # fmt: skip
def test_direct_speech(reader: Reader, text: str, source: str, cue: str, content: str) -> None:
    assert found(reader, text, (source, cue, content)).kind == "direct"


def test_a_quotation_that_ends_with_a_comma_belongs_to_the_verb_behind_it(reader: Reader) -> None:
    text = "“The gate was open,” Haddad said. “Nobody was there when we came,” Mansour added."
    assert [parts(text, s)[0::2] for s in said_in(reader, text)] == [
        ("Haddad", "“The gate was open,”"),
        ("Mansour", "“Nobody was there when we came,”"),
    ]


def test_names_under_quotations_are_their_speakers(reader: Reader) -> None:
    text = (
        "The ferry divides the town.\n\n“It should sail every day, not twice a week.” ― Kari Nilsen\n"
        "“I have never missed it in thirty years.” — Ola Berg"
    )
    assert [parts(text, s)[0::2] for s in said_in(reader, text)] == [
        ("Kari Nilsen", "“It should sail every day, not twice a week.”"),
        ("Ola Berg", "“I have never missed it in thirty years.”"),
    ]


def test_a_transcript_in_quotation_marks_is_read_by_turns(reader: Reader) -> None:
    text = (
        'The two met on air.\n\n"NILSEN: Will the ferry sail on Sunday, or must we wait?\n\n'
        '"BERG: It will sail when the sea lets us, not before.\n\n"NILSEN: And if it does not?"'
    )
    assert [parts(text, s)[0] for s in said_in(reader, text)] == ["NILSEN", "BERG", "NILSEN"]


PASSAGE = (
    'The novel opens on a quay.\n\n"The first boat came at six. “We are late,” said Haddad to the guard.\n\n'
    '"The guard laughed. “You are always late,” he said, and opened the gate.\n\n"Then the rain came."'
)


def test_what_is_quoted_in_a_quoted_passage_has_its_own_speakers(reader: Reader) -> None:
    first, second = [parts(PASSAGE, s)[0::2] for s in said_in(reader, PASSAGE)]
    assert first == ("Haddad", "“We are late,”")
    # the encoder takes the narrator's words around the second one along
    assert second[0] == "he"
    assert "“You are always late,”" in second[1]


FLOATING = "Foreign Minister Jonas Gahr Stoere visited the camp. “The tents are cold,” he said.\n\n“Nobody should spend a winter here.”"


def test_a_floating_quotation_goes_to_the_speaker_before(reader: Reader) -> None:
    made = said_in(reader, FLOATING)
    assert [s.speaker.name if s.speaker else None for s in made] == ["Jonas Gahr Stoere"] * 2
    assert [len(s.cue) for s in made] == [1, 0]


def test_a_floating_quotation_without_a_speaker_before_is_nobodys(reader: Reader) -> None:
    text = "The camp lies by a river.\n\n“Nobody should spend a winter here.”"
    assert said_in(reader, text) == []


def test_a_heading_between_marks_is_nobodys_speech(reader: Reader) -> None:
    text = "“The tents are cold,” Stoere said.\n\n“A Winter in the Hills.”\n\nThe camp lies by a river."
    assert [parts(text, s)[2] for s in said_in(reader, text)] == ["“The tents are cold,”"]


def test_a_quotation_in_a_headline_has_the_speaker_before_the_colon(reader: Reader) -> None:
    title = "Mayor of Tromso: ‘The ferry must sail’"
    text = title + "\n\nThe ferry has lain in port for a week.\n\nThe crew waits.\n\nThe sea is calm."
    made = [s for s in said_in(reader, text) if s.span.start < len(title)]
    assert [parts(text, s)[2] for s in made] == ["‘The ferry must sail’"]


def test_a_quotation_over_several_paragraphs_is_told_once(reader: Reader) -> None:
    text = '"The road is cut," Haddad told parliament.\n"We need help now.\n"We cannot wait," he said.'
    contents = [" ".join(p.of(text) for p in s.content) for s in said_in(reader, text)]
    assert sum("We need help now" in c for c in contents) == 1
    assert any("We need help now" in c and "We cannot wait" in c for c in contents)


def test_a_drafts_words_are_not_its_opponents(reader: Reader) -> None:
    text = "Norway opposes a draft that condemns the raids and urges Iceland to withdraw."
    urged = [
        s for s in said_in(reader, text) if "to withdraw" in s.content[0].of(text) and s.cue[0].of(text) == "urges"
    ]
    assert [s.speaker for s in urged] == [None]
    vetoed = "Norway vetoed a motion condemning Iceland for the raid."
    assert not [s for s in said_in(reader, vetoed) if s.cue[0].of(vetoed) == "condemning" and s.speaker is not None]
    own = "Norway rejected the motion and urged Iceland to withdraw."
    assert "Norway" in {s.speaker.name for s in said_in(reader, own) if s.cue[0].of(own) == "urged"}


def test_who_announces_it_does_not_agree_to_it(reader: Reader) -> None:
    text = "Haddad agreed to admit 200 monitors into the port, the envoy Karl Brekke announced in Oslo."
    agreed = [s for s in said_in(reader, text) if s.cue[0].of(text) == "agreed"]
    assert all(s.source[0].of(text) == "Haddad" for s in agreed)
    assert "announced" in {s.cue[0].of(text) for s in said_in(reader, text)}


def test_an_ambassador_recalled_is_no_memory(reader: Reader) -> None:
    assert not said_in(reader, "Norway recalled its ambassador.")
    assert said_in(reader, "Haddad recalled that the port was open.")
