"""How pages are drawn: the templates, what they may use, and the answer to a browser."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import Response

from dragoman import __version__
from dragoman.reference import load
from dragoman.web import wording
from dragoman.web.asking import address
from dragoman.web.freshness import fresh

THEMES = ("light", "dark")
LONGEST_VALUE = 20_000
LONGEST_NAME = 300
"""Characters of one value, and of one name, that a page shows: what is longer is no journalism."""
THEME_COOKIE = "dragoman-theme"
_CODE = re.compile(r"\b[A-Z]{3}\b")


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """A template as an answer. It has what is given and `request`, `here` (the path), `theme`, `csrf`, `nav`."""
    from dragoman.web.views import NAVIGATION

    state = request.scope.get("state", {})
    records = getattr(request.app.state, "records", None)
    theme = request.cookies.get(THEME_COOKIE)
    fragment = "hx-request" in request.headers
    text = environment().get_template(template).render(
        request=request,
        assets=request.app.state.assets,
        here=request.url.path,
        address_here=address(request.url.path, request.url.query),
        theme=theme if theme in THEMES else None,
        csrf=state.get("csrf", ""),
        nav=NAVIGATION,
        record_name=records.path.name if records is not None else "",
        fragment=fragment,
        flashes=[] if fragment else _flashes(request, state.get("session", "")),
        **values,
    )
    return fresh(request, text.encode(), "text/html", status=status, headers={"vary": "HX-Request, Cookie"})


def _flashes(request: Request, session: str) -> list[str]:
    held: list[str] = request.app.state.flashes.take(session)
    return held


def fault(request: Request, status: int, words: str) -> Response:
    """A page that says in plain words what went wrong, and nothing of how the desk is made."""
    return page(request, "fault.html", status=status, words=words)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates: every value is escaped, and none can turn the text's direction or hide in control characters."""
    made = Environment(
        loader=FileSystemLoader(str(files("dragoman.web") / "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        day=day, actor=actor_link, actors=actor_links, status=status_chip, outside=outside_link, plural=plural,
        words=act_words, state=state_name, states_named=states_named, sector=sector_name, file=file_name,
        taken_as=taken_as, reason=wording.reason_words,
        path=lambda part: quote(str(part), safe=""),
    )  # fmt: skip
    made.globals.update(version=__version__, address=address, asset=_asset)
    return made


def _finalized(value: Any) -> Any:
    if type(value) is str:
        return wording.visible(value if len(value) <= LONGEST_VALUE else value[:LONGEST_VALUE] + " …")
    return "" if value is None else value


@pass_context
def _asset(context: Context, name: str) -> str:
    url: str = context["assets"].url(name)
    return url


def shown(text: object) -> Markup:
    """Text from a record, escaped and isolated from the direction of what stands around it."""
    words = str(text)
    words = words if len(words) <= LONGEST_NAME else words[:LONGEST_NAME] + " …"
    return Markup(f"<bdi>{escape(wording.visible(words))}</bdi>")  # Markup.format costs three times as much


@lru_cache(maxsize=8192)
def day(first: str | None, last: str | None = None) -> Markup:
    """A day or an Interval, in words, with what it is in ISO form as its title."""
    words = wording.day_words(first, last)
    if first is not None and first == last:
        return Markup(f'<time datetime="{escape(first)}">{escape(words)}</time>')
    if first is None and last is None:
        return Markup(f'<span class="undated">{escape(words)}</span>')
    iso = escape(f"{first or '..'}/{last or '..'}")
    parts = Markup(" – ").join(Markup(f'<span class="day-words">{escape(part)}</span>') for part in words.split(" – "))
    return Markup(f'<span class="interval" title="{iso}">{parts}</span>')


def actor_link(name: str | None, actor_id: str | None = None) -> Markup:
    """An actor's name as a link to its page; the name alone when nobody knows who it is."""
    label = shown(name or actor_id or "somebody")
    if not actor_id:
        return label
    return Markup(f'<a class="actor" href="/actor/{escape(quote(actor_id, safe=":"))}">{label}</a>')


def actor_links(names: list[str | None], ids: list[str | None] | None = None) -> Markup:
    """Several actors, with commas between them; "somebody" where nobody is named."""
    if not names:
        return Markup('<span class="nobody">somebody</span>')
    linked = ids if ids is not None and len(ids) == len(names) else [None] * len(names)
    return Markup(", ").join(actor_link(n, i) for n, i in zip(names, linked, strict=True))


def status_chip(status: str) -> Markup:
    """A status as a word with its shape."""
    kind = status if status in wording.STATUS_MARKS else "other"
    mark = wording.STATUS_MARKS.get(status, "·")
    return Markup(f'<span class="chip status-{kind}"><span aria-hidden="true">{mark}</span> {escape(status)}</span>')


def outside_link(url: str | None, words: str | None = None) -> Markup:
    """A link that a page gave, marked as leading away; mere text when it is of any kind but http and https."""
    if not url:
        return Markup("")
    label = shown(words or _short(url))
    if not is_web_address(url):
        return Markup('<span class="no-link" title="not a web address: no link is made of it">{}</span>').format(label)
    return Markup(
        '<a class="outside" href="{}" rel="noopener noreferrer nofollow ugc" target="_blank">{}'
        '<span class="away" aria-hidden="true"> ↗</span><span class="unseen"> (leads to another site)</span></a>'
    ).format(url, label)


def is_web_address(url: str) -> bool:
    """Whether a URL is one of http or https with a host, and without what browsers would strip or turn."""
    if wording.visible(url) != url or any(c.isspace() or c == "\\" for c in url):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def plural(number: int, one: str, many: str | None = None) -> str:
    """`1 report`, `2,300 reports`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def act_words(type_: str, mode: str | None = None) -> Markup:
    """An event's type (and mode) as a code that keeps its spelling and reads as words."""
    text = type_ + (f"/{mode}" if mode else "")
    return Markup(f'<span class="code">{escape(wording.visible(text))}</span>')


def state_name(code: str | None) -> str:
    """The name of a state; a code that the reference data do not know stays as it is."""
    state = load().state(code) if code else None
    return state.name if state is not None else code or ""


def states_named(words: str) -> str:
    """Words with the ISO3 codes of states in them as the states' names; what stands in quotation marks stays."""
    states = load().states
    named = (
        part if i % 2 else _CODE.sub(lambda m: states[m[0]].name if m[0] in states else m[0], part)
        for i, part in enumerate(re.split("(“[^”]*”)", words))
    )
    return "".join(named)


def sector_name(code: str) -> str:
    """A PLOVER sector in plain words."""
    return wording.SECTORS.get(code, code)


def taken_as(csv: str, kind: str) -> str:
    """The address of a table's other form, given that of its CSV."""
    return f"{csv}{'&' if '?' in csv else '?'}as={kind}"


def file_name(source: str) -> str:
    """The last part of a path, for a reader; what is no path stays whole."""
    return source.rpartition("/")[2] or source if "://" not in source else source


def _short(url: str) -> str:
    return url if len(url) <= 80 else url[:79] + "…"
