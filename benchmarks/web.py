"""The desk under load: every kind of page, twenty clients at once, and the server's memory.

    python benchmarks/made_record.py big.dragoman --articles 100000      (once; derives it too)
    python benchmarks/web.py big.dragoman [--clients 20] [--seconds 30] [--reading FOLDER | --bringing FOLDER]

Starts `dragoman serve` as a process of its own, asks each kind of page once (the first answer after a start is shown
apart), follows the links of its pages to some of every kind, then lets the clients ask at random. `--reading` reads a
folder of pages into the same record meanwhile with `dragoman read`; `--bringing` drops its files on the desk, which
reads them itself. Clients and server share the machine's cores; the server's CPU an answer does not depend on what
else the machine does.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import socket
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import httpx

KINDS = (
    "/",
    "/timeline",
    "/articles",
    "/statements",
    "/stories",
    "/actors",
    "/positions",
    "/council",
    "/figures",
    "/map",
    "/network",
    "/search?q=talks",
)
FOLLOWED = re.compile(r'href="(/(?:article|happening|actor|story|dyad|why|compare)[/?][^"#]+)')
A_KIND = 8
"""Links of each kind that are followed."""


def main() -> None:
    """Print requests a second, the median and 95th percentile in milliseconds, the slowest pages, and the memory."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("record", type=Path)
    ap.add_argument("--clients", type=int, default=20)
    ap.add_argument("--seconds", type=float, default=30)
    ap.add_argument("--reading", type=Path)
    ap.add_argument("--bringing", type=Path)
    a = ap.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve = [sys.executable, "-c", "from dragoman.cli import main; main()"]
    server = subprocess.Popen([*serve, "serve", "--record", str(a.record), "--port", str(port), "--no-open"])
    reader = None
    try:
        base = f"http://127.0.0.1:{port}"
        _wait(base)
        first = _first(base)
        print("first answers, ms: " + ", ".join(f"{u} {1000 * s:.0f}" for u, s in first.items()))
        urls = [*KINDS, *_links(base)]
        if a.reading:
            reader = subprocess.Popen([*serve, "read", str(a.reading), "--record", str(a.record), "--fast"])
        if a.bringing:
            _bring(base, a.bringing)
        used = _cpu(server.pid)
        asked = asyncio.run(_load(base, urls, a.clients, a.seconds))
        used = _cpu(server.pid) - used
        _tell(asked, a.seconds)
        print(f"CPU of the server: {1000 * used / max(len(asked), 1):.1f} ms an answer")
        print(f"memory of the server: {_memory(server.pid)} MB")
    finally:
        for process in (reader, server):
            if process is not None:
                process.terminate()
                process.wait()


def _wait(base: str) -> None:
    for _ in range(600):
        try:
            httpx.get(base, timeout=120)
            return
        except httpx.TransportError:
            time.sleep(0.2)
    raise SystemExit("the server did not come up")


def _first(base: str) -> dict[str, float]:
    taken = {}
    for url in KINDS:
        began = time.perf_counter()
        httpx.get(base + url, timeout=120)
        taken[url] = time.perf_counter() - began
    return taken


def _links(base: str) -> list[str]:
    found: dict[str, list[str]] = defaultdict(list)
    for url in KINDS:
        for link in FOLLOWED.findall(httpx.get(base + url, timeout=120).text):
            kind = found[re.split(r"[/?]", link)[1]]
            link = link.replace("&amp;", "&")
            if link not in kind and len(kind) < A_KIND:
                kind.append(link)
    return [link for kind in found.values() for link in kind]


def _bring(base: str, folder: Path) -> None:
    """Drops the files of a folder on the desk, a hundred at a time, as a browser would."""
    files = sorted(f for f in folder.rglob("*") if f.is_file())[:800]
    with httpx.Client(base_url=base, timeout=120) as browser:
        word = re.findall(r'name="csrf" value="([^"]+)"', browser.get("/read").text)[0]
        for at in range(0, len(files), 100):
            some = [("files", (f.name, f.read_bytes())) for f in files[at : at + 100]]
            answer = browser.post("/read", data={"csrf": word}, files=some, headers={"origin": base})
            if answer.status_code != 303:
                raise SystemExit(f"the desk refused the files: {answer.status_code}")


def _cpu(pid: int) -> float:
    """Seconds of CPU that a process has used so far; those of its children are not among them."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _load(base: str, urls: list[str], clients: int, seconds: float) -> list[tuple[str, float, int]]:
    end, asked = time.time() + seconds, []

    async def one(number: int) -> None:
        dice = random.Random(number)
        host = base.removeprefix("http://")
        reader, writer = await asyncio.open_connection(*host.split(":"), limit=1 << 24)
        while time.time() < end:
            url = dice.choice(urls)
            began = time.perf_counter()
            writer.write(f"GET {url} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            status = await _answer(reader)
            asked.append((url, time.perf_counter() - began, status))
        writer.close()

    await asyncio.gather(*(one(n) for n in range(clients)))
    return asked


async def _answer(reader: asyncio.StreamReader) -> int:
    """Reads an answer to its end; gives its status. A client that does nothing else takes little of the machine."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if length := re.search(rb"content-length: (\d+)", head):
        await reader.readexactly(int(length[1]))
    else:
        while (size := int((await reader.readline()).strip() or b"0", 16)) > 0:
            await reader.readexactly(size + 2)
        await reader.readline()
    return int(head.split()[1])


def _tell(asked: list[tuple[str, float, int]], seconds: float) -> None:
    times = sorted(t for _, t, _ in asked)
    wrong = {(u, code) for u, _, code in asked if code != 200}
    print(
        f"{len(times)} answers, {len(times) / seconds:.0f} a second; median {1000 * times[len(times) // 2]:.0f} ms, "
        f"95th percentile {1000 * times[int(len(times) * 0.95)]:.0f} ms; other than 200: {sorted(wrong) or 'none'}"
    )
    by_kind: dict[str, list[float]] = defaultdict(list)
    for url, taken, _ in asked:
        by_kind["/" + re.split(r"[/?]", url)[1]].append(taken)
    for kind, took in sorted(by_kind.items(), key=lambda pair: -sorted(pair[1])[int(len(pair[1]) * 0.95)]):
        took.sort()
        print(f"  {kind:12} {1000 * took[len(took) // 2]:6.0f} {1000 * took[int(len(took) * 0.95)]:6.0f} ms")


def _memory(pid: int) -> str:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return "?"
    held = re.search(r"VmHWM:\s+(\d+) kB", status)
    return f"{int(held[1]) // 1024:,} at most" if held else "?"


if __name__ == "__main__":
    main()
