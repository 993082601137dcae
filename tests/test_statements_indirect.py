"""Indirect speech by construction: each with the source, the cue and the content that it should give."""

from __future__ import annotations

import pytest

from dragoman.reader import Reader
from saying import found

Case = tuple[str, str, str, str]

THAT: list[Case] = [
    ("Iceland has said that the bank would be sold.", "Iceland", "has said", "that the bank would be sold"),
    ("Iceland, too, said the bank would be sold.", "Iceland", "said", "the bank would be sold"),
    ("Brazil said the offer was fair, and that a reply would come on Monday.", "Brazil", "said",
     "the offer was fair, and that a reply would come on Monday"),
    ("Bildt told reporters that the plan was dead.", "Bildt", "told", "that the plan was dead"),
    ("The king made clear that the port would stay shut.", "The king", "made … clear", "that the port would stay shut"),
    ("The army issued a statement saying that the road was open.", "The army", "saying", "that the road was open"),
    ("In a statement that surprised diplomats, Chile said the talks had failed.", "Chile", "said",
     "the talks had failed"),
    ("Chile said in a letter to the Security Council that the border was quiet.", "Chile", "said",
     "that the border was quiet"),
    ("Mexican President Felipe Calderon told Guatemalan President Otto Perez Molina during a telephone conversation on "
     "Friday that the patrols should continue.", "Mexican President Felipe Calderon", "told",
     "that the patrols should continue"),
    ("The finance minister, a former banker, insisted that the loan was safe.", "The finance minister, a former banker",
     "insisted", "that the loan was safe"),
    ("Danish officials, who asked not to be named, said the port was shut.",
     "Danish officials, who asked not to be named", "said", "the port was shut"),
    ("The report found that prices had doubled.", "The report", "found", "that prices had doubled"),
    ("Spain left the talks because Portugal said the terms were unfair.", "Portugal", "said", "the terms were unfair"),
    ("Spain left the talks after Portugal said that the terms were unfair.", "Portugal", "said",
     "that the terms were unfair"),
    ("The prime minister's office said he stressed the need for calm.", "The prime minister's office", "said",
     "he stressed the need for calm"),
    ("Colombia conceded that the raid had failed.", "Colombia", "conceded", "that the raid had failed"),
    ("Latvia predicts that the tax will be repealed.", "Latvia", "predicts", "that the tax will be repealed"),
    ("Serbia doubts that the vote will be held.", "Serbia", "doubts", "that the vote will be held"),
    ("The coach wondered whether the match would be played.", "The coach", "wondered",
     "whether the match would be played"),
]  # fmt: skip

COORDINATED: list[Case] = [
    ("Ghana said the vote was fair, and Togo said it was rigged.", "Ghana", "said", "the vote was fair"),
    ("Ghana said the vote was fair, and Togo said it was rigged.", "Togo", "said", "it was rigged"),
    ("Bildt has said the road is safe, and a senior Danish official said on Monday that the rebels were also to blame.",
     "a senior Danish official", "said", "that the rebels were also to blame"),
    ("The rebels sold arms to Chad and Bildt said Tuesday that the plan was dead.", "Bildt", "said",
     "that the plan was dead"),
    ("Kenya has accused the bank of bias and says it fears a run on the shilling.", "Kenya", "says",
     "it fears a run on the shilling"),
]  # fmt: skip

ASIDE: list[Case] = [
    ("The bridge will hold, the Kremlin said.", "the Kremlin", "said", "The bridge will hold"),
    ("The bridge will hold, Hungary said on Sunday.", "Hungary", "said", "The bridge will hold"),
    ("The bank is solvent, as the governor noted.", "the governor", "noted", "The bank is solvent"),
    ("Peace is a long road, as Bildt put it.", "Bildt", "put", "Peace is a long road"),
    ("In Stoere's words, the plan is dead.", "Stoere", "In Stoere's words", "the plan is dead"),
    ("According to officials, the port is closed.", "officials", "According to", "the port is closed"),
    ("The road to the port is open again said Haddad.", "Haddad", "said", "The road to the port is open again"),
    ("Forty boats were lost, by one estimate.", "one estimate", "by", "Forty boats were lost"),
    ("The port is closed, according to the harbour master.", "the harbour master", "according to",
     "The port is closed"),
    ("Kenya is hoping that the rebels will come to the table, Bildt said.", "Bildt", "said",
     "Kenya is hoping that the rebels will come to the table"),
]  # fmt: skip

PASSIVE: list[Case] = [
    ("It was reported that the port had closed.", "", "was reported", "that the port had closed"),
    ("Salehi was quoted by state television as saying that Tehran would wait.", "Salehi",
     "was quoted by state television as saying", "that Tehran would wait"),
    ("Foreign Minister Karl Haddad was quoted as saying by the Interfax news agency that the port would open.",
     "Foreign Minister Karl Haddad", "was quoted as saying", "that the port would open"),
    ("The daily Aftenbladet quoted Haddad as saying that Norway would not sign the accord.", "Haddad", "saying",
     "that Norway would not sign the accord"),
    ("State television quoted a witness as saying that the mine was old.", "a witness", "saying",
     "that the mine was old"),
]  # fmt: skip

WITHOUT_THAT: list[Case] = [
    ("Moscow has been calling for a conference.", "Moscow", "has been calling … for", "a conference"),
    ("China urged Nepal to reopen the pass.", "China", "urged", "Nepal to reopen the pass"),
    ("Brazil called on Iran to open its plants.", "Brazil", "called … on", "Iran to open its plants"),
    ("Sudan accused Chad of arming the rebels.", "Sudan", "accused", "Chad of arming the rebels"),
    ("Denmark warned against a rush to judgment.", "Denmark", "warned … against", "a rush to judgment"),
    ("Turkey expressed hope that the lira would recover.", "Turkey", "expressed … hope", "that the lira would recover"),
    ("Chile voiced concern over the arrests.", "Chile", "voiced … concern over", "the arrests"),
    ("Chad reiterated support for the plan.", "Chad", "reiterated … support for", "the plan"),
    ("Peru ruled out sending troops.", "Peru", "ruled out", "sending troops"),
    ("Italy is opposed to new sanctions.", "Italy", "is opposed … to", "new sanctions"),
    ("Finland promised to pay its share.", "Finland", "promised", "to pay its share"),
    ("Bahrain threatened to expel the envoys.", "Bahrain", "threatened", "to expel the envoys"),
    ("Qatar denied the report.", "Qatar", "denied", "the report"),
    ("Canada condemned the attack on the convoy.", "Canada", "condemned", "the attack on the convoy"),
    ("Ireland praised the rescuers for their courage.", "Ireland", "praised", "the rescuers for their courage"),
    ("Uganda hopes to join the council.", "Uganda", "hopes", "to join the council"),
]  # fmt: skip

WRITINGS: list[Case] = [
    ("Oslo backs a draft resolution that condemns the junta.", "a draft resolution … that", "condemns", "the junta"),
    ("The plan, which called for the king to step down, was dropped.", "The plan … which", "called … for", "the king to step down"),
    ("The union seized on a Bergen Gazette report that the mill would close.", "Bergen Gazette", "report",
     "that the mill would close"),
    ("The league issued a statement calling for an end to the raids.", "The league", "calling … for",
     "an end to the raids"),
]  # fmt: skip


UNDERSCORES: list[Case] = [
    ("The envoy _ a former dockworker _ said the road was open.", "The envoy _ a former dockworker", "said",
     "the road was open"),
    ("The state news agency, which gives daily reports, said that crane no. 12 _ which Karim runs _ lifted two boats.",
     "The state news agency, which gives daily reports", "said",
     "that crane no. 12 _ which Karim runs _ lifted two boats"),
    ("Norway told the council that the files draft_a and draft_b were lost.", "Norway", "told",
     "that the files draft_a and draft_b were lost"),
]  # fmt: skip
"""Older wires write a dash so; an underscore inside a word is none."""


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [*UNDERSCORES, *THAT, *COORDINATED, *ASIDE, *PASSIVE, *WITHOUT_THAT, *WRITINGS],
)
def test_indirect_speech(reader: Reader, text: str, source: str, cue: str, content: str) -> None:
    assert found(reader, text, (source, cue, content)).kind == "indirect"


BODY = (
    "\n\nThe envoys met for six hours in a hotel by the lake and left without a word.\n\n"
    "The next round is planned for June.\n\nThe hotel stayed closed to guests."
)

HEADLINES: list[Case] = [
    ("Talks must go on: Norway", "Norway", "", "Talks must go on"),
    ("Outcome of the poll must not be fixed: Russia", "Russia", "", "Outcome of the poll must not be fixed"),
    ("Norway: talks must go on", "Norway", "", "talks must go on"),
    ("Vaccine is safe: health ministry", "health ministry", "", "Vaccine is safe"),
    ("No deal before winter: Danish minister", "Danish minister", "", "No deal before winter"),
    ("Rebels will lay down arms, president says", "president", "says", "Rebels will lay down arms"),
    ("Quota is fair - Norway", "Norway", "", "Quota is fair"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "source", "cue", "content"), HEADLINES)
def test_headlines_name_the_speaker_before_or_behind(
    reader: Reader, title: str, source: str, cue: str, content: str
) -> None:
    made = found(reader, title + BODY, (source, cue, content))
    assert made.span.end <= len(title)


@pytest.mark.parametrize(
    "title", ["Lakes and rivers: a journey", "Chess: results of the third round", "Talks fail again"]
)
def test_a_colon_in_a_title_is_not_always_speech(reader: Reader, title: str) -> None:
    made = reader.read(title + BODY, published="2012-05-09").statements
    assert [s for s in made if s.span.start < len(title)] == []
