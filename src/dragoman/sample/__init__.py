"""The sample crisis: captures of an invented dispute, for the demo, the docs and the tests.

The shelling of the ferry *Nasra* in January 2013, the drafts, the veto, the talks, the air raids of April and the
strike in Mombasa never happened; the newspapers and the agency "Meridian" do not exist. Its pages report one happening
as the world does: an agency's story is copied whole, with a new headline and lead, inside a longer page and in other
words; two papers stand pasted together; others disagree on the day, the toll and the actor, or recall it weeks later.
States, offices and office-holders are those of the time, and every word put into their mouths is invented.
"""

from __future__ import annotations

from pathlib import Path

PAGES = Path(__file__).parent / "pages"
"""The folder of captures: text, HTML, JSON lines and a feed."""
