"""What is no statement: silence, scare quotes, titles, laws, figures of speech."""

from __future__ import annotations

import pytest

from dragoman.reader import Reader
from saying import parts, said_in

SILENCE = [
    "The minister did not say when the ferry would sail.",
    "The minister declined to comment.",
    "The company declined to say how many jobs would go.",
    "The army refused to say how many soldiers had died.",
    "The bank did not respond to a request for comment.",
    "The club had no comment.",
    "No spokesman would say why the road was shut.",
    "The coach said nothing.",
    "The palace refused to comment on the photographs.",
    "The general declined to give details.",
    "The lawyer would not comment.",
]

MARKS_THAT_ARE_NO_SPEECH = [
    "The so-called ceasefire lasted an hour.",
    "The “ceasefire” lasted an hour.",
    "The regiment, nicknamed “the Wolves”, crossed the river.",
    "Her novel “The Salt Road” won a prize in Lisbon.",
    "The film “No One Speaks Here” opened in Cairo on Friday.",
    "A sign with the words “No Entry” hung on the gate.",
    "The law punishes “any act that harms the honour of the state”.",
    "The yacht “Two Sisters” sank off Crete.",
    "The band played “Long Way Down” twice.",
]

ACTS = [
    "What he said surprised nobody.",
    "The ship left Oslo at dawn and reached Bergen after dark.",
    "He spoke for an hour and left the hall.",
    "The two ministers met in Vienna on Monday.",
    "The delegates argued until midnight.",
    "The rebels took the town and burned its mill.",
    "Ministers will discuss fish on Thursday.",
    "The court will hear the case in June.",
    "The court sentenced the minister to death.",
    "The palace neither confirmed nor denied involvement.",
    "The minister is wanted by the court.",
    "The treaty was signed in 1814.",
    "The choir sang in the square.",
    "Two boats sank in the storm.",
]


@pytest.mark.parametrize("text", [*SILENCE, *MARKS_THAT_ARE_NO_SPEECH, *ACTS])
def test_no_statement(reader: Reader, text: str) -> None:
    assert [parts(text, s) for s in said_in(reader, text)] == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The minister declined to comment, but an aide said that the ferry would sail.", "that the ferry would sail"),
        ("The so-called ceasefire has failed, the mayor said.", "The so-called ceasefire has failed"),
        ("The club said nothing on Monday. On Tuesday it said that the coach would go.", "that the coach would go"),
        ("The bank did not believe that the loan was safe.", "that the loan was safe"),
    ],
)
def test_silence_and_scare_quotes_do_not_hide_what_is_said_beside_them(reader: Reader, text: str, content: str) -> None:
    assert [parts(text, s)[2] for s in said_in(reader, text)] == [content]
