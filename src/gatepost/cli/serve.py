"""`gatepost serve`: the site, answering browsers."""

from __future__ import annotations

import socket
from importlib import import_module
from typing import Annotated

import typer
from django.conf import settings
from django.db import connections
from granian.constants import Interfaces
from granian.server import MPServer

from gatepost.cli.inputs import refuse
from gatepost.cli.site import ready, setup
from gatepost.web.installation import current

app = typer.Typer(add_completion=False)
ACTION = "site.keep"
_NAMES_OF_THIS_MACHINE = {"127.0.0.1": "localhost", "0.0.0.0": "localhost", "::1": "localhost", "::": "localhost"}  # noqa: S104


@app.command()
def serve(
    listen: Annotated[
        str, typer.Option("--listen", metavar="HOST:PORT", help="Where to listen; else GATEPOST_LISTEN.")
    ] = "",
) -> None:
    """Serve the site until it is told to stop."""
    setup()
    host, port = _address(listen or current().text("GATEPOST_LISTEN"))
    seen = ready("gatepost.web.checkup.database").before_serving()
    if lacks := [lack for one in seen for lack in one.lacks]:
        refuse(["Gatepost cannot serve:", *(f"- {lack.what}. {lack.fix}" for lack in lacks)])
    _free(host, port)
    import_module("gatepost.web.wsgi")  # once, before the processes part
    import_module(settings.ROOT_URLCONF)
    connections.close_all()
    server = _server(host, port)
    server.on_startup(lambda: print(f"Gatepost serves {_shown(host, port)} (Ctrl+C ends it)", flush=True))
    server.serve()


def _server(host: str, port: int) -> MPServer:
    here = current()
    return MPServer(
        "gatepost.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=here.number("GATEPOST_WORKERS"),
        blocking_threads=here.number("GATEPOST_THREADS"),
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level="warning",  # type: ignore[arg-type]  # one of its own words
        log_dictconfig={**settings.LOGGING, "loggers": {**settings.LOGGING["loggers"], "_granian": {}}},
        websockets=False,
    )


def _address(given: str) -> tuple[str, int]:
    host, colon, port = given.rpartition(":")
    if not colon or not port.isdigit() or not 0 < int(port) < 65_536:
        refuse([f"{given} is no address to listen on. Write host and port, as 127.0.0.1:8000."])
    return host.strip("[]") or "127.0.0.1", int(port)


def _free(host: str, port: int) -> None:
    """End with a clear word where the port cannot be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except PermissionError:
        refuse([f"Only root may listen on port {port}. Take one above 1023, behind a reverse proxy."])
    except OSError as problem:
        taken = "is taken by another program: end it, or name another port with --listen 127.0.0.1:8001"
        refuse([f"Port {port} {taken}." if problem.errno == 98 else f"{host} is no address of this machine."])


def _shown(host: str, port: int) -> str:
    if settings.PRODUCTION:
        return f"{settings.SITE_URL} (at {host}:{port})"
    return f"http://{_NAMES_OF_THIS_MACHINE.get(host, host)}:{port}"
