"""Words that tell an act or a state and no attribution, though they stand where cues stand: "signed the plan", "is
expected to rise"."""

from __future__ import annotations

from dragoman.extract.statements.candidate import Candidate
from dragoman.extract.statements.lexicon import acts


def is_act(c: Candidate) -> bool:
    """True when `lexicon/acts.csv` has the cue's lemma for this construction; never beside a quotation."""
    rows = acts().get(c.tree.lemma[c.head].lower()) if c.tree.tag[c.head][:2] == "VB" else None
    if rows is None or c.frame.startswith(("q", "paren", "v-colon")):
        return False
    return any(c.frame.startswith(frame) and not (unnamed and c.source) for frame, unnamed in rows)
