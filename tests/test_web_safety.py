"""What the desk refuses, and what hostile pages can do to it: nothing."""

from __future__ import annotations

import html
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from commands import DRAGOMAN, environment, heeding, runner
from dragoman.model import Reading
from dragoman.reader import Reader
from dragoman.web import safety
from dragoman.web.intake import is_read, named
from dragoman.web.pages import is_web_address, outside_link
from dragoman.web.safety import allowed_hosts, is_loopback, local_path
from dragoman.web.views import intake as intake_view
from dragoman.web.writing import MOST_FILES
from made_readings import DJIBOUTI, reading
from served import HOME, PORT, desk, record_of, word

SCRIPT = "<script>alert(1)</script>"
BREAKOUT = "\"'><img src=x onerror=alert(1)>"
OVERRIDE = "\u202egnp.exe\u202c"
PLAIN = ("/", "/timeline", "/articles", "/statements", "/read", "/article/a1", "/article/a2", "/article/a3")


def hostile(key: str, *, evil: str, url: str | None) -> Reading:
    """The ferry article with hostile words in every place that a page can fill."""
    made = reading(key, source=f"pages/{evil}.txt", publisher=f"Paper {evil}", extra=f"\n{evil}")
    article = replace(made.article, title=f"Title {evil}", byline=f"By {evil}", url=url, dateline_place=evil, agency=evil)
    actor = replace(DJIBOUTI, id=f"group:{evil}", name=f"Group {evil}", office=evil)
    (said,), (done,), (stance,) = made.statements, made.events, made.positions
    return replace(
        made,
        article=article,
        statements=(replace(said, speaker=actor, how=evil, occasion=evil),),
        events=(replace(done, actors=(replace(done.actors[0], actor=actor),), how=evil),),
        positions=(replace(stance, holder=actor, issue=replace(stance.issue, label=evil)),),
        mentions=(replace(made.mentions[0], actor=actor),),
        published=replace(made.published, reasons=(evil,)),
    )


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    path = tmp_path_factory.mktemp("hostile") / "hostile.dragoman"
    made = [
        hostile("a1", evil=SCRIPT, url="javascript:alert(1)"),
        hostile("a2", evil=BREAKOUT, url=f"https://example.org/{BREAKOUT}"),
        hostile("a3", evil=OVERRIDE, url="https://example.org/\u202egnp.exe"),
    ]
    return desk(record_of(path, made))


def pages(browser: TestClient) -> Iterator[tuple[str, Any]]:
    """All pages of the hostile record, those of its entries and its failures among them."""
    seen: set[str] = set()
    waiting = [*PLAIN, f"/timeline?q={SCRIPT}", f"/timeline?actor={BREAKOUT}", f"/articles?publisher={OVERRIDE}",
               f"/timeline?from={SCRIPT}", f"/why/{SCRIPT}", f"/article/{BREAKOUT}", f"/{SCRIPT}"]  # fmt: skip
    while waiting:
        path = waiting.pop()
        if path in seen or path.startswith(("/static", "/export")):
            continue
        seen.add(path)
        answer = browser.get(path)
        if "html" not in answer.headers["content-type"]:
            assert answer.headers["content-disposition"].startswith("attachment"), path
            continue
        yield path, answer
        waiting += [html.unescape(x) for x in re.findall(r'href="(/(?:why|happening|article|actor)/[^"#]*)', answer.text)]


def test_words_of_a_page_never_become_markup(browser: TestClient) -> None:
    count = 0
    for path, answer in pages(browser):
        count += 1
        text = answer.text
        assert answer.status_code in (200, 404), path
        assert SCRIPT not in text, path
        assert "<img" not in text, path
        assert not re.search(r"<[^>]*\son\w+\s*=", re.sub(r'"[^"]*"', '""', text)), path
        assert not re.search(r'<[^>]*\sstyle\s*=', re.sub(r'="[^"]*"', '=""', text)), path
        assert re.findall(r"<script(?![^>]*\ssrc=|[^>]*application/json)", text) == [], path
    assert count > 12


def test_controls_that_turn_the_text_are_shown_and_not_sent(browser: TestClient) -> None:
    shown = 0
    for path, answer in pages(browser):
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f]", html.unescape(answer.text)), path
        shown += "U+202E" in answer.text
    assert shown > 4


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "file:///etc/passwd",
        "//example.org/x", "/read", "https:", "http://", "https://\u202eexample.org", "java\nscript:alert(1)",
        "https://example.org\\@evil.example", " https://example.org", "https://[::1", "ftp://example.org/x",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_no_link(url: str) -> None:
    assert not is_web_address(url)
    assert "href" not in outside_link(url)


def test_links_that_lead_away_are_marked_and_carry_nothing(browser: TestClient) -> None:
    link = outside_link("https://example.org/a?b=c&d=\"e\"")
    assert 'rel="noopener noreferrer nofollow ugc"' in link
    assert "leads to another site" in link
    assert '"e"' not in link
    for path, answer in pages(browser):
        for tag in re.findall(r"<a [^>]*href=\"(?:https?:|javascript:|data:|//)[^>]*>", answer.text):
            assert "noopener" in tag, path


def test_every_answer_carries_the_policy(browser: TestClient) -> None:
    for path in ("/", "/nothing", "/static/desk.css", "/static/nothing", "/export/articles.csv", "/why/zz"):
        headers = browser.get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert "data:" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == "same-origin"
    assert browser.get("/", headers={"host": "evil.example"}).headers["content-security-policy"]


@pytest.mark.parametrize(
    "host",
    ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:80", f"127.0.0.1.evil.example:{PORT}", "[::1]",
     f"localhost:{PORT}.evil.example", f"user@127.0.0.1:{PORT}", "", f"192.168.0.7:{PORT}"],
)  # fmt: skip
def test_another_host_or_port_is_refused(browser: TestClient, host: str) -> None:
    answer = browser.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "record" not in answer.text.lower()


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"[::1]:{PORT}", f"LOCALHOST:{PORT}"])
def test_its_own_names_are_answered(browser: TestClient, host: str) -> None:
    assert browser.get("/", headers={"host": host}).status_code == 200


def test_hosts_of_a_desk_that_listens_to_others() -> None:
    assert "192.168.0.7:80" in allowed_hosts("192.168.0.7", 80)
    assert "192.168.0.7" in allowed_hosts("192.168.0.7", 80)
    assert "[fe80::1]:8000" in allowed_hosts("fe80::1", 8000)
    anywhere = allowed_hosts("0.0.0.0", 8000)
    assert safety._host_allowed("192.168.0.7:8000", anywhere)
    assert safety._host_allowed("[fe80::1]:8000", anywhere)
    assert not safety._host_allowed("evil.example:8000", anywhere)
    assert not safety._host_allowed("192.168.0.7:8001", anywhere)


@pytest.mark.parametrize(
    ("host", "alone"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("[::1]", True), ("127.8.8.8", True), ("0.0.0.0", False),
     ("::", False), ("192.168.0.7", False), ("desk.example", False), ("", False)],
)  # fmt: skip
def test_which_addresses_are_this_machine_alone(host: str, alone: bool) -> None:
    assert is_loopback(host) is alone


def test_without_its_token_a_desk_shows_nothing(tmp_path: Path) -> None:
    path = record_of(tmp_path / "r.dragoman", [reading()])
    browser = desk(path, token="correct-horse")
    for address in ("/", "/static/desk.css", "/?token=wrong", "/?token=", "/?token=%C3%A9"):
        assert browser.get(address).status_code == 403
    assert browser.post("/theme?token=correct-horse").status_code == 403
    entered = browser.get("/timeline?token=correct-horse&actor=RUS")
    assert (entered.status_code, entered.headers["location"]) == (303, "/timeline?actor=RUS")
    cookie = next(c for c in entered.headers.get_list("set-cookie") if "key" in c)
    assert "HttpOnly" in cookie
    assert "SameSite" in cookie
    assert "correct-horse" not in cookie
    assert browser.get("/timeline").status_code == 200
    other = desk(path, token="another-one")
    other.cookies.update(browser.cookies)
    assert other.get("/").status_code == 403


def test_the_way_in_leads_nowhere_else(tmp_path: Path) -> None:
    browser = desk(record_of(tmp_path / "r.dragoman", [reading()]), token="correct-horse")
    assert browser.get(f"{HOME}//evil.example/?token=correct-horse").headers["location"].startswith("/evil.example")


def test_writes_without_the_sessions_word_are_refused(browser: TestClient) -> None:
    right = word(browser)
    for brought in ("", "x", right[:-1], right.upper()):
        assert browser.post("/theme", data={"csrf": brought, "theme": "dark"}).status_code == 403
    stranger = TestClient(browser.app, base_url=HOME, follow_redirects=False)
    assert stranger.post("/theme", data={"csrf": right, "theme": "dark"}).status_code == 403
    assert browser.post("/theme", data={"csrf": right, "theme": "light"}).status_code == 303
    assert browser.post("/theme", data={"theme": "light"}, headers={"x-csrf": right}).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"origin": "null"}, {"origin": f"http://127.0.0.1:{PORT + 1}"},
     {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "null", "sec-fetch-site": "none"},
     {"origin": "https://evil.example", "sec-fetch-site": "same-origin"}],
)  # fmt: skip
def test_writes_from_other_sites_are_refused(browser: TestClient, headers: dict[str, str]) -> None:
    form = {"csrf": word(browser), "theme": "light"}
    assert browser.post("/theme", data=form, headers=headers).status_code == 403
    for own in ({"origin": HOME}, {"origin": HOME, "sec-fetch-site": "same-origin"}, {"origin": "null", "sec-fetch-site": "same-origin"}):
        assert browser.post("/theme", data=form, headers=own).status_code == 303


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(browser: TestClient, method: str) -> None:
    assert browser.request(method, "/").status_code == 405


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x", "/\nx", ""])
def test_going_back_never_leads_away(browser: TestClient, back: str) -> None:
    answer = browser.post("/theme", data={"csrf": word(browser), "theme": "light", "back": back})
    assert answer.headers["location"] == "/"
    assert local_path("/timeline?actor=RUS") == "/timeline?actor=RUS"


def test_a_body_is_cut_off_whatever_it_says_of_its_length(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safety, "LARGEST_BODY", 100_000)
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        yield b"--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\r\n"
        while sent < 10_000_000:
            sent += 50_000
            yield b"y" * 50_000

    kind = {"content-type": "multipart/form-data; boundary=x"}
    assert browser.post("/read", content=endless(), headers=kind).status_code == 413
    assert browser.post("/read", content=b"y" * 200_000, headers=kind).status_code == 413
    assert browser.post("/read", content=b"y", headers=kind | {"content-length": "nonsense"}).status_code in (400, 413)


def test_uploads_are_bounded_in_kind_size_and_number(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    form = {"csrf": word(browser)}

    def send(*files: tuple[str, bytes]) -> Any:
        return browser.post("/read", data=form, files=[("files", (name, data)) for name, data in files])

    monkeypatch.setattr(intake_view, "LARGEST_FILE", 1000)
    monkeypatch.setattr(intake_view, "LARGEST_ALL", 1500)
    assert send(("virus.exe", b"MZ")).status_code == 415
    assert send(("page", b"words")).status_code == 415
    assert send(("big.txt", b"x" * 1001)).status_code == 413
    assert send(("a.txt", b"x" * 900), ("b.txt", b"x" * 900)).status_code == 413
    assert send(*[(f"{i}.txt", b"") for i in range(MOST_FILES + 1)]).status_code == 400
    assert browser.post("/read", data=form | {"text": "x" * 2_000_001}).status_code == 413
    assert browser.post("/read", data=form | {"text": "words", "published": "<b>"}).status_code == 400
    assert browser.post("/read", data=form).status_code == 303
    assert "Nothing was brought" in browser.get("/read").text
    assert "Nothing was brought" not in browser.get("/read").text


@pytest.mark.parametrize(
    ("brought", "kept"),
    [("../../etc/passwd", "passwd"), ("C:\\windows\\a.txt", "a.txt"), ("", "file-3"), (None, "file-3"), ("..", "file-3"),
     ("/", "file-3"), ("a\x00b\u202e.txt", "ab.txt"), ("x" * 500 + ".txt", "x" * 116 + ".txt")],
)  # fmt: skip
def test_a_files_name_is_never_a_path(brought: str | None, kept: str) -> None:
    assert named(brought, number=3) == kept


def test_which_files_are_read() -> None:
    assert all(map(is_read, ("a.txt", "a.HTML", "a.jsonl.gz", "a.xml", "a.warc.gz")))
    assert not any(map(is_read, ("a.exe", "a", "a.py", "a.gz", "a.sqlite", ".txt")))


@pytest.mark.parametrize("path", ["..%2f..%2fapp.py", "%2e%2e/app.py", "desk.css%00", "..%5capp.py", "vega-LICENSE.txt", ""])
def test_no_path_of_a_request_is_opened(browser: TestClient, path: str) -> None:
    assert browser.get(f"/static/{path}").status_code == 404


def test_a_word_of_five_million_letters_is_shown_in_bounded_time(tmp_path: Path) -> None:
    made = reading(extra="\n" + "A" * 5_000_000)
    title = "B" * 5_000_000
    browser = desk(record_of(tmp_path / "r.dragoman", [replace(made, article=replace(made.article, title=title))]))
    browser.get("/")
    for path in ("/", "/articles", "/timeline", "/article/a1", f"/why/{made.events[0].id}"):
        begun = time.process_time()
        answer = browser.get(path)
        assert answer.status_code == 200
        assert time.process_time() - begun < 10
        assert len(answer.text) < 600_000, path


def test_a_failure_says_nothing_of_the_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = record_of(tmp_path / "r.dragoman", [reading()])
    browser = desk(path)

    def failing(*_: object) -> None:
        raise KeyError("a secret of the inside")

    monkeypatch.setattr("dragoman.web.views.lists.listed", failing)
    quiet = TestClient(browser.app, base_url=HOME, raise_server_exceptions=False)
    answer = quiet.get("/articles")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert str(tmp_path) not in answer.text
    assert answer.headers["content-security-policy"]


def test_serve_refuses_in_plain_words(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sample: Path
) -> None:
    run = runner(reader, monkeypatch)
    missing = run("serve", "--record", tmp_path / "none.dragoman", "--no-open")
    assert missing.exit_code == 4
    assert "there is no such record" in missing.output
    assert run("serve", "--record", sample, "--host", "0.0.0.0", "--no-open").exit_code == 2
    assert run("serve", "--record", sample, "--host", "0.0.0.0", "--token", "short", "--no-open").exit_code == 2
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("serve", "--record", sample, "--port", taken.getsockname()[1], "--no-open")
    assert done.exit_code == 1
    assert "can't be had" in done.output
    assert run("serve", "--record", sample, "--host", "no.such.host.invalid", "--token", "long-enough").exit_code == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is no signal there")
def test_serve_tells_its_address_and_ends_with_ctrl_c(sample: Path) -> None:
    import signal
    import urllib.request

    with subprocess.Popen(
        [*DRAGOMAN, "serve", "--record", str(sample), "--port", "0", "--no-open", "--token", "correct-horse"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(), preexec_fn=heeding,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        address = ""
        for line in running.stdout:
            if line.startswith("http://"):
                address = line.strip()
                break
        assert address.endswith("/?token=correct-horse")
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        assert b"<h1>" in opener.open(address, timeout=600).read()
        running.send_signal(signal.SIGINT)
        out, problems = running.communicate(timeout=600)
    assert running.returncode == 0
    assert "Traceback" not in problems
    assert out.strip().endswith("Ended.")
