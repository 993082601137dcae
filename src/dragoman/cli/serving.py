"""`serve`: the desk in a browser."""

from __future__ import annotations

import socket
import sys
import threading
import webbrowser
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

import typer
from rich.text import Text

from dragoman.cli.options import DEFAULT_RECORD, RecordPath
from dragoman.cli.screen import Screen
from dragoman.model import DragomanError

if TYPE_CHECKING:
    from dragoman.web import Records

DEFAULT_PORT = 8747


def register(app: typer.Typer) -> None:
    """Adds this command."""
    app.command(rich_help_panel="Ask the record")(serve)


def serve(
    record: RecordPath = DEFAULT_RECORD,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Where to listen; another than this machine needs --token.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65535, help="Which port; 0 takes any that is free.")
    ] = DEFAULT_PORT,
    token: Annotated[
        str | None,
        typer.Option("--token", metavar="WORD", envvar="DRAGOMAN_TOKEN", help="Show the desk only to who brings this."),
    ] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open a browser.")] = False,
) -> None:
    """The record as a desk in the browser, on this machine alone unless told otherwise; Ctrl-C ends it."""
    from dragoman.web.safety import is_loopback

    if not is_loopback(host) and not token:
        raise typer.BadParameter(f"{host} can be reached by others; choose a --token that they must bring, too")
    if token is not None and (len(token) < 8 or not token.isascii() or not token.isprintable()):
        raise typer.BadParameter("a --token is at least eight letters, digits or signs of ASCII")
    from dragoman.web import Records

    with Records(record) as records, _listening(host, port) as listening:
        _run(records, listening, host, token, no_open)


def _run(records: Records, listening: socket.socket, host: str, token: str | None, no_open: bool) -> None:
    import uvicorn

    from dragoman.web import make_app

    port = int(listening.getsockname()[1])
    app = make_app(records, host=host, port=port, token=token)
    shown_host = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    address = f"http://{f'[{shown_host}]' if ':' in shown_host else shown_host}:{port}/"
    if token is not None:
        address += f"?token={quote(token, safe='')}"
    screen = Screen()
    screen.print(Text("The desk of ").append(str(records.path), style="bold").append(" is at"))
    screen.print(Text(address, style="bold"), soft_wrap=True)
    screen.print(Text("Ctrl-C ends it.", style="dim"))
    sys.stdout.flush()
    server = uvicorn.Server(
        uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, lifespan="on", timeout_graceful_shutdown=2
        )
    )
    if not no_open:
        # The socket listens already: a browser that comes early is kept waiting, not turned away.
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listening])
    screen.print(Text("Ended.", style="dim"))


def _listening(host: str, port: int) -> socket.socket:
    """A socket bound there. Raises `DragomanError` in plain words when it can't be had."""
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, where = found[0]
        made = socket.socket(family, kind, protocol)
    except OSError:
        raise DragomanError(f"{host}: is no address of this machine; try 127.0.0.1") from None
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(where)
        made.listen(128)
    except OSError as error:
        made.close()
        raise DragomanError(
            f"port {port} of {host} can't be had ({error.strerror or error}); end what uses it or choose another "
            "with --port, or --port 0 for any that is free"
        ) from None
    return made
