"""The brief as Markdown, or as HTML that needs nothing beside it.

Every word of a page is escaped; links lead to the web alone and vouch for nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any, Literal
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dragoman import __version__, reference
from dragoman.desk.brief import Brief, Line
from dragoman.desk.brief_sources import Source
from dragoman.exports.brief_words import (
    acts_words,
    bounds_words,
    clipped,
    count_words,
    day_words,
    denial_words,
    disagreement_words,
    heading_words,
    issue_words,
    lexicon,
    number_words,
    quoted,
    support_words,
)
from dragoman.model import Interval
from dragoman.reference import Reference

BriefFormat = Literal["md", "html"]
LONGEST_DATED = 31
"""Days: what is not known to a month stands apart from the chronology."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_ACTIVE = re.compile(r"([\\`*_\[\]<>#|~!$^])")
_AUTOLINK = re.compile(r"(?i)(?:(https?|ftp|mailto)(:)|(www)(\.))")


def render(data: Brief, format: BriefFormat, *, facts: Reference | None = None) -> str:
    """The brief in Markdown (CommonMark with tables), or as one HTML page that loads and runs nothing."""
    facts = facts or reference.load()
    states = {state.name: state.in_sentence for state in facts.states.values()}
    dated = [line for line in data.lines if _is_exact(line.date_from, line.date_to)]
    template = _environment(format).get_template(f"brief.{format}.j2")
    return template.render(
        title=_title(data, facts),
        note=_note(data),
        brief=data,
        days=_days(dated),
        loose=_days([line for line in data.lines if not _is_exact(line.date_from, line.date_to)]),
        acts=lambda line: acts_words(line.acts, states),
        denied=lambda line: denial_words(line.denials, states),
        official=lambda line: _official(line, facts),
        issue=lambda box: issue_words(box.issue, box.about, facts),
        version=__version__,
    )


def plain(text: object) -> str:
    """The text on one line, without characters that show nothing or turn the direction of writing."""
    return " ".join(_UNSEEN.sub("", str(text)).split())


def markdown(text: object) -> str:
    """The text as Markdown shows it word for word: no mark-up, no HTML, no address that becomes a link."""
    line = _ACTIVE.sub(r"\\\1", plain(text).replace("&", "&amp;"))
    return _AUTOLINK.sub(lambda m: f"{m[1] or m[3]}\\{m[2] or m[4]}", line)


def web_address(url: str | None) -> str | None:
    """The address when it is one of the web, percent-encoded where it could end a link; else `None`."""
    if not url or not re.match(r"https?://[^/]", url):
        return None
    return quote(_UNSEEN.sub("", url), safe="/:?#@!$&'*+,;=%~-._")


@cache
def _environment(format: str) -> Environment:
    environment = Environment(
        loader=PackageLoader("dragoman.exports"),
        autoescape=format == "html",
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_on_one_line if format == "html" else None,
    )
    shown = _html_source if format == "html" else _markdown_source
    environment.filters |= {
        "apart": lambda line: disagreement_words(line.disagreements),
        "bounds": bounds_words,
        "capital": lambda text: text[:1].upper() + text[1:],
        "clipped": clipped,
        "days": lambda thing: day_words(thing.date_from, thing.date_to),
        "heading": lambda span: heading_words(*span),
        "md": markdown,
        "measure": lambda name: lexicon()["measures"][name],
        "number": number_words,
        "support": lambda line: support_words(line.acts),
        "quoted": quoted,
        "stance": lambda name: lexicon()["stances"].get(name, name),
        "source": shown,
        "sources": lambda line: _sources(line, shown),
    }
    return environment


def _on_one_line(value: Any) -> Any:
    return value if isinstance(value, Markup) else plain(value)


def _is_exact(first: str | None, last: str | None) -> bool:
    """True for days that are known to a month."""
    if first is None or last is None:
        return False
    return (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days < LONGEST_DATED


def _days(lines: list[Line]) -> list[tuple[tuple[str | None, str | None], list[Line]]]:
    found: dict[tuple[str | None, str | None], list[Line]] = {}
    for line in lines:
        found.setdefault((line.date_from, line.date_to), []).append(line)
    return list(found.items())


def _title(data: Brief, facts: Reference) -> str:
    asked = data.asked
    actors = asked.get("actor") or []
    named = [asked["about"].replace('"', "")] if "about" in asked else []
    named += [_actor(a, facts) for a in ([actors] if isinstance(actors, str) else actors)]
    when = _when(asked.get("first"), asked.get("last"))
    return f"Chronology{': ' if named else ''}{', '.join(named)}{f', {when}' if when else ''}"


def _actor(asked: str, facts: Reference) -> str:
    state = facts.state(asked.removeprefix("state:"))
    return state.name if state is not None else asked


def _when(first: str | None, last: str | None) -> str:
    said = [day_words(*Interval.parse(day).iso) if day else "" for day in (first, last)]
    if said[0] == said[1]:
        return said[0]
    return " ".join(part for part in (f"from {said[0]}" if said[0] else "", f"to {said[1]}" if said[1] else "") if part)


def _note(data: Brief) -> str:
    """What was read, so that the brief can be cited: it depends on the record alone."""
    read = data.read
    when = f", published {_when(read.first, read.last).removeprefix('from ')}" if read.first else ""
    undated = f" ({number_words(read.undated)} without an exact day)" if read.undated else ""
    versions = f"reader version{'s' if len(read.reader_versions) > 1 else ''} {', '.join(read.reader_versions)}"
    copies = (
        f", of which {number_words(read.record_copies)} "
        f"{'repeats another and counts' if read.record_copies == 1 else 'repeat others and count'} for nothing"
        if read.record_copies
        else ""
    )
    return (
        f"Made by dragoman {__version__} ({versions}) from {count_words(read.articles, 'article', 'articles')} of "
        f"{count_words(read.origins, 'independent source', 'independent sources')}{when}{undated}; the record holds "
        f"{count_words(read.record_articles, 'article', 'articles')}{copies}."
    )


def _official(line: Line, facts: Reference) -> str:
    """What the Council's own record says of a vote that the line tells."""
    for symbol in dict.fromkeys(act.official for act in line.acts if act.official):
        for vote in facts.council.find(symbol)[-1:]:
            yes, no, abstain = vote.tally
            vetoed = f", vetoed by {', '.join(_actor(m, facts) for m in vote.vetoed_by)}" if vote.vetoed_by else ""
            return (
                f"The Council's own record: {vote.symbol}, {yes} in favour, {no} against, {abstain} abstaining{vetoed}."
            )
    return ""


def _sources(line: Line, shown: Callable[..., str]) -> str:
    """The sources, origin by origin: where the quotation stands, others with theirs, then other articles of these
    origins, then who only repeats them; with the full stop that ends them."""
    by_origin: dict[str, list[Source]] = {}
    for source in line.sources:
        by_origin.setdefault(source.origin, []).append(source)
    between = Markup("; ") if shown is _html_source else "; "
    parts = [
        shown(told[0], quote_of="" if told[0].sentence == line.sentence else told[0].sentence)
        for told in by_origin.values()
    ]
    for words, copies in (("also in ", False), ("repeated by ", True)):
        more = [s for told in by_origin.values() for s in told[1:] if s.copy is copies]
        named = [shown(replace(s, name=s.name.removesuffix(f" ({s.origin})"))) for s in more]
        parts += [words + named[0], *named[1:]] if named else []
    joined = between.join(parts)
    return joined if re.search(r"[.?!…]”(?:</q>)?$", joined) else joined + "."


def _name(source: Source) -> str:
    first, last = source.published_from, source.published_to
    return f"{source.name}, {day_words(first, last) if _is_exact(first, last) else 'undated'}"


def _html_source(source: Source, quote_of: str = "") -> Markup:
    url, name = web_address(source.url), plain(_name(source))
    linked = (
        Markup('<a href="{}" rel="noopener nofollow noreferrer">{}</a>').format(url, name)
        if url
        else Markup("<cite>{}</cite>").format(name)
    )
    return linked + Markup(": <q>{}</q>").format(plain(quoted(quote_of))[1:-1]) if quote_of else linked


def _markdown_source(source: Source, quote_of: str = "") -> str:
    url, name = web_address(source.url), markdown(_name(source))
    linked = f"[{name}](<{url}>)" if url else name
    return f"{linked}: {markdown(quoted(quote_of))}" if quote_of else linked
