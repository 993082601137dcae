"""Invented news pages as sites serve them: an article of `made_articles` in the furniture of one of six sites.

60 to 200 KB each: head with styles, data of the page (`ld+json`) on some, menus, a banner that asks for consent, the
article with pictures, advertisements and links between its paragraphs, share buttons, comments, related stories with
their images, a footer, and scripts, which are half of the bytes, as on real pages.
"""

from __future__ import annotations

import html
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from made_articles import Told, told


@dataclass(frozen=True, slots=True)
class Site:
    """How a site writes its pages."""

    name: str
    host: str
    body: str
    """Class of the element that holds the article."""
    paragraph: str
    dated: str
    """Where the day stands: `meta`, `data`, `time`, `line` or `none`."""
    comments: int
    related: int


SITES = (
    Site("The Coastal Ledger", "www.coastalledger.example", "entry-content", "p", "meta", 8, 24),
    Site("Harbour Gazette", "harbourgazette.example", "article__body", "p", "data", 0, 40),
    Site("Northern Observer", "www.northernobserver.example", "story-text", "p", "time", 25, 30),
    Site("The Plain Courier", "plaincourier.example", "content", "div", "line", 4, 12),
    Site("Valley Dispatch", "news.valleydispatch.example", "td-post-content", "p", "meta", 14, 36),
    Site("Lantern Wire", "lanternwire.example", "txt", "br", "none", 0, 60),
)

_SECTIONS = [
    "World", "Politics", "Business", "Opinion", "Sport", "Culture", "Science", "Health", "Travel", "Video", "Photos",
    "Weather", "Obituaries", "Puzzles", "Podcasts", "Letters", "Property", "Motoring", "Markets", "Technology",
]  # fmt: skip
_ABROAD = {
    "es": "El ministro {a} dijo el {n} de marzo que el gobierno no aceptará las condiciones de {b} para la cita. "
    "Los vecinos de la ciudad llevan {n} días sin agua y piden que vuelvan los trenes.",
    "fr": "Le ministre {a} a déclaré que le gouvernement n'accepterait pas les conditions de {b} avant la conférence. "
    "Les habitants de la ville sont sans eau depuis {n} jours et demandent le retour des trains.",
    "de": "Der Minister {a} sagte, die Regierung werde die Bedingungen von {b} vor der Konferenz nicht annehmen. "
    "Die Bewohner der Stadt sind seit {n} Tagen ohne Wasser und fordern, dass die Züge wieder fahren.",
    "ru": "Министр {a} заявил, что правительство не примет условия {b} до начала конференции. Жители города уже {n} "
    "дней живут без воды и требуют вернуть поезда.",
}


def site_of(number: int) -> Site:
    """The site of a page."""
    return SITES[number % len(SITES)]


def address(number: int, one: Told) -> str:
    """The address of a page."""
    slug = "-".join("".join(c for c in one.title.lower() if c.isalnum() or c == " ").split())
    day = f"{one.day:%Y/%m/%d}/" if number % 3 else ""
    return f"https://{site_of(number).host}/{day}{slug}-{number}.html"


def page(number: int, *, language: str = "en", charset: str = "utf-8") -> tuple[str, Told, str]:
    """A page: its address, the article in it, its HTML. In another language the article's text is not the page's."""
    chance = random.Random(f"page {number}")
    words = round(120 * 2 ** chance.triangular(0, 3.2, 1.6))
    one, site = told(number, words=words), site_of(number)
    paragraphs = list(one.paragraphs)
    if language != "en":
        pattern = _ABROAD[language]
        paragraphs = [pattern.format(a=one.byline, b=one.place, n=n + 3) for n in range(len(paragraphs))]
    out = [f'<!DOCTYPE html>\n<html lang="{language}">', _head(number, one, site, charset, chance)]
    out += [f'<body class="single post-{number}">', _menus(site, chance), '<div id="wrapper"><main>']
    out += _article(one, site, paragraphs, chance)
    out += [_comments(number, site, chance), "</main>", _aside(number, site, chance), "</div>", _footer(site)]
    out += _scripts(chance)
    return address(number, one), one, "\n".join([*out, "</body></html>"])


def _head(number: int, one: Told, site: Site, charset: str, chance: random.Random) -> str:
    title = html.escape(one.title)
    stamp = f"{one.day.isoformat()}T{chance.randrange(24):02}:{chance.randrange(60):02}:00Z"
    parts = [f'<head><meta charset="{charset}"><title>{title} | {site.name}</title>']
    parts.append(f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="{site.name}">')
    parts.append('<meta name="viewport" content="width=device-width"><meta name="robots" content="max-image-preview">')
    parts.append(f'<link rel="canonical" href="{address(number, one)}">')
    if site.dated == "meta":
        parts.append(f'<meta property="article:published_time" content="{stamp}">')
    if site.dated == "data":
        data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": one.title, "datePublished": stamp,
                "author": {"@type": "Person", "name": one.byline}, "publisher": {"@type": "Organization",
                "name": site.name}}  # fmt: skip
        parts.append(f'<script type="application/ld+json">{json.dumps(data)}</script>')
    parts.append(f"<style>{_styles(number % 4)}</style></head>")
    return "\n".join(parts)


def _menus(site: Site, chance: random.Random) -> str:
    links = "".join(
        f'<li class="menu-item"><a href="/{s.lower()}/">{s}</a><ul class="sub-menu">'
        + "".join(f'<li><a href="/{s.lower()}/{n}/">{s} {n}</a></li>' for n in range(chance.randrange(2, 6)))
        + "</ul></li>"
        for s in _SECTIONS
    )
    return (
        f'<div id="consent" role="dialog"><p>We and our {chance.randrange(40, 900)} partners store information on your '
        "device. You can change your mind at any time.</p><button>Accept all</button></div>"
        f'<header><a class="logo" href="/">{site.name}</a><nav><ul>{links}</ul></nav>'
        '<div class="donate"><p>Our reporting is free. Help us.</p><a href="/give">Give now</a></div></header>'
    )


def _article(one: Told, site: Site, paragraphs: list[str], chance: random.Random) -> Iterator[str]:
    day = f"{one.day:%B} {one.day.day}, {one.day.year}"
    yield f'<article><h1 class="headline">{html.escape(one.title)}</h1>'
    yield f'<div class="byline">By <a href="/author/{chance.randrange(999)}">{one.byline}</a>'
    if site.dated == "time":
        yield f'<time datetime="{one.day.isoformat()}">{day}</time>'
    yield f"<span>Published: {day}</span></div>" if site.dated == "line" else "</div>"
    yield _share()
    yield (
        f'<figure><img src="/img/{chance.randrange(10**6)}.jpg" srcset="{_sources(chance)}" alt="">'
        f"<figcaption>A street in {one.place}. Photograph: Pool</figcaption></figure>"
    )
    yield f'<div class="{site.body}">'
    for n, paragraph in enumerate(paragraphs):
        text = html.escape(paragraph, quote=False)
        if n == 0 and chance.random() < 0.4:
            text = f"{one.place.upper()} (Lantern) — {text}"
        yield {"p": f"<p>{text}</p>", "div": f'<div class="para">{text}</div>', "br": f"{text}<br><br>"}[site.paragraph]
        if n % 4 == 2:
            yield '<div class="ad-slot" data-size="300x250"><span>Advertisement</span></div>'
        if n % 6 == 5:
            yield f'<p class="also"><strong>Read also:</strong> <a href="/r/{n}">{told(n, words=25).title}</a></p>'
    yield "</div></article>"
    yield '<section class="newsletter"><h3>Get the morning briefing</h3><form><input type="email"></form></section>'


def _comments(number: int, site: Site, chance: random.Random) -> str:
    if not site.comments:
        return ""
    some = [told(number * 31 + n, words=25) for n in range(chance.randrange(site.comments))]
    items = "".join(
        f'<li class="comment"><b>{c.byline.split()[0].lower()}{n}</b> <span>{n + 1} hours ago</span><p>I do not '
        f"believe a word of it. {html.escape(c.paragraphs[0])}</p><a>Reply</a> <a>Report</a></li>"
        for n, c in enumerate(some)
    )
    return f'<section id="comments"><h3>{len(some)} comments</h3><ol>{items}</ol></section>'


def _aside(number: int, site: Site, chance: random.Random) -> str:
    def card(n: int) -> str:
        title = html.escape(told(number * 17 + n, words=25).title)
        return (
            f'<li class="card"><a href="/s/{n}"><img src="/t/{n}.jpg" srcset="{_sources(chance)}" alt="">'
            f'<h4>{title}</h4><span class="tag">{chance.choice(_SECTIONS)}</span></a></li>'
        )

    cards = "".join(card(n) for n in range(site.related))
    return f'<aside><h3>Most read</h3><ul>{cards}</ul><div class="ad-slot">Advertisement</div></aside>'


def _sources(chance: random.Random) -> str:
    key = chance.getrandbits(64)
    return ", ".join(f"https://cdn.example/{key:016x}/w{w}.webp {w}w" for w in (320, 640, 960, 1280))


def _share() -> str:
    return "".join(
        f'<a class="share" href="https://share.example/{n}"><svg><path d="{"M4 7l8 5z" * 20}"/></svg></a>'
        for n in ("mail", "post", "chat", "print")
    )


def _footer(site: Site) -> str:
    links = "".join(f'<a href="/{w}">{w.title()}</a> ' for w in ("about", "contact", "careers", "privacy", "terms"))
    return f"<footer>{links}<p>© 2009–2019 {site.name}. All rights reserved.</p></footer>"


@cache
def _styles(kind: int) -> str:
    chance = random.Random(f"styles {kind}")
    rules = (
        f".c{chance.getrandbits(32):x}{{margin:{n % 40}px;color:#{chance.getrandbits(24):06x};display:flex}}"
        for n in range(160 + 60 * kind)
    )
    return "".join(rules)


@cache
def _library(kind: int) -> str:
    chance = random.Random(f"script {kind}")
    lines = (
        f'function f{chance.getrandbits(40):x}(e,t){{var n=e[{n}]||"{chance.getrandbits(48):x}";return n<{n}?n:f(t)}}'
        for n in range(120 + 60 * (kind % 7))
    )
    return "\n".join(lines)


def _scripts(chance: random.Random) -> Iterator[str]:
    for _ in range(chance.randrange(2, 6)):
        yield f"<script>{_library(chance.randrange(24))}</script>"
    state = {f"{chance.getrandbits(64):016x}": chance.choice(_SECTIONS) for _ in range(chance.randrange(200, 700))}
    yield f"<script>window.__STATE__={json.dumps(state)}</script>"
