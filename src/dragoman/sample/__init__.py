"""The sample crisis: fifteen captures of an invented dispute, for the demo, the docs and the tests.

The shelling of the ferry *Nasra* in January 2013, the drafts, the veto and the talks never happened; the newspapers
and the agency "Meridian" do not exist. States, offices and office-holders are those of the time, and every word put
into their mouths is invented.
"""

from __future__ import annotations

from pathlib import Path

PAGES = Path(__file__).parent / "pages"
"""The folder of captures: text, HTML, JSON lines and a feed."""
