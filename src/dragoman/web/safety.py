"""What stands before every page: whom the desk answers, what a browser may do with the answers, how much it takes."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
import socket
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 64 * 1024 * 1024
"""Bytes of a request that are taken in at most: the largest upload with what the form puts around it."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_SAFE = {"GET", "HEAD"}
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def is_loopback(host: str) -> bool:
    """True for an address that only this machine can reach."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def allowed_hosts(host: str, port: int, names: Iterable[str] = ()) -> frozenset[str]:
    """What a `Host` header may say. A page on another site whose name was made to lead here says another name.

    `*:PORT` stands for every address in numbers: no such name can be another's.
    """
    hosts = {*_LOOPBACK, *(_bracketed(n) for n in names)}
    if not is_loopback(host):
        unbound = host.strip("[]") in {"0.0.0.0", "::"}
        hosts |= {"*", socket.gethostname().lower()} if unbound else {_bracketed(host)}
    ends = [f":{port}"] + ([""] if port == 80 else [])
    return frozenset(f"{h.lower()}{end}" for h in hosts for end in ends)


class Safety:
    """ASGI middleware: Host, token, session, Origin, size of the body; headers on every answer.

    Puts into the request's state `session` (a random id kept in a cookie) and `csrf`, the word that every form of this
    session must bring back.
    """

    def __init__(
        self, app: ASGIApp, *, hosts: frozenset[str], port: int, token: str | None = None
    ) -> None:
        self.app = app
        self.hosts = hosts
        self.port = port
        self.token = token
        self.secret = secrets.token_bytes(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers or refuses one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        cookies = _cookies(headers)
        session_cookie, key_cookie = f"dragoman-session-{self.port}", f"dragoman-key-{self.port}"
        session = cookies.get(session_cookie, "")
        new_session = not _is_session(session)
        if new_session:
            session = secrets.token_urlsafe(24)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    answered[name] = value
                # Shown to who brings a token, perhaps elsewhere: no copy stays there, but of the desk's own files.
                if self.token is not None and not scope["path"].startswith("/static/"):
                    answered["cache-control"] = "no-store"
                answered.setdefault("cache-control", "no-store")
                if new_session and message["status"] < 400:
                    answered.append("set-cookie", f"{session_cookie}={session}; Path=/; HttpOnly; SameSite=Strict")
            await send(message)

        refused = self._refused(scope, headers)
        if refused is not None:
            await refused(scope, receive, guarded)
            return
        if self.token is not None and not self._has_key(cookies.get(key_cookie, "")):
            await self._let_in(scope, key_cookie)(scope, receive, guarded)
            return
        scope.setdefault("state", {})
        scope["state"]["session"] = session
        scope["state"]["csrf"] = csrf_of(self.secret, session)
        await self.app(scope, _Bounded(receive), guarded)

    def _refused(self, scope: Scope, headers: Headers) -> Response | None:
        host = headers.get("host", "").lower()
        if not _host_allowed(host, self.hosts):
            return _plain(421, "The desk does not answer to that host name. Use the address that it printed.")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            return _plain(413, "That is more than the desk takes in at once.")
        if scope["method"] not in _SAFE:
            if scope["method"] != "POST":
                return _plain(405, "The desk answers GET and POST.")
            if not _is_own(headers, host):
                return _plain(403, "That was sent from another site, and was not done.")
        return None

    def _key(self) -> str:
        return hmac.new(self.secret, b"key" + (self.token or "").encode(), hashlib.sha256).hexdigest()

    def _has_key(self, key: str) -> bool:
        return hmac.compare_digest(key.encode(), self._key().encode())

    def _let_in(self, scope: Scope, cookie: str) -> Response:
        """In exchange for the token a cookie, and the same address without the token; else a refusal."""
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        brought = next((value for name, value in query if name == "token"), "")
        if scope["method"] not in _SAFE or not hmac.compare_digest(brought.encode(), (self.token or "").encode()):
            return _plain(403, "The desk is shown to who brings its token: open the whole address that it printed.")
        rest = urlencode([(name, value) for name, value in query if name != "token"])
        path = "/" + scope["path"].lstrip("/\\")
        answer = RedirectResponse(path + (f"?{rest}" if rest else ""), 303)
        answer.headers.append("set-cookie", f"{cookie}={self._key()}; Path=/; HttpOnly; SameSite=Lax")
        return answer


class TooLarge(Exception):
    """A request's body went on beyond what is taken in."""


class _Bounded:
    """Receives a body and stops when it has become too large, whatever it said of its length."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._taken = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._taken += len(message.get("body", b""))
        if self._taken > LARGEST_BODY:
            raise TooLarge
        return message


def csrf_of(secret: bytes, session: str) -> str:
    """The word that forms of a session carry."""
    return hmac.new(secret, b"csrf" + session.encode(), hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two words are the same, in a time that does not tell how much of them is."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def _host_allowed(host: str, hosts: frozenset[str]) -> bool:
    if host in hosts:
        return True
    name, colon, port = host.rpartition(":")
    return bool(colon) and f"*:{port}" in hosts and _is_address(name)


def _is_address(name: str) -> bool:
    try:
        return ipaddress.ip_address(name.strip("[]")) is not None
    except ValueError:
        return False


def _is_own(headers: Headers, host: str) -> bool:
    """Whether a write comes from a page of the desk, as far as the browser tells.

    Under `Referrer-Policy: no-referrer` forms say `Origin: null` (Fetch, "serializing a request origin"): that counts
    only where the browser also says that the site is the same.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin", "").lower()
    if site not in (None, "same-origin", "none"):
        return False
    if origin == "null":
        return site == "same-origin"
    return origin in ("", f"http://{host}", f"https://{host}")


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _cookies(headers: Headers) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}


def _is_session(value: str) -> bool:
    return len(value) == 32 and value.replace("-", "").replace("_", "").isalnum() and value.isascii()


def _plain(status: int, words: str) -> Response:
    return PlainTextResponse(f"{words}\n", status)


def local_path(path: str | None, *, otherwise: str = "/") -> str:
    """A path of the desk to go back to; anything that leads elsewhere becomes `otherwise`."""
    if not path or not path.startswith("/") or path.startswith(("//", "/\\")) or not path.isprintable():
        return otherwise
    return path


