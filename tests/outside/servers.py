"""A real server on this machine, reached through an allowance that only a test gives."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from gatepost.outside import Allow

HERE = "127.0.0.1"
NAME = "hooks.example"


class Server(ThreadingHTTPServer):
    """Remembers what it was asked; `answer` says what it says."""

    daemon_threads = True

    def __init__(self, answer: Callable[[Any], None]) -> None:
        super().__init__((HERE, 0), _Handler)
        self.answer, self.got = answer, list[tuple[str, str, dict[str, str], bytes]]()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is what some of the tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def _any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.got.append((self.command, self.path, dict(self.headers), body))
        self.server.answer(self)

    do_GET = do_POST = _any  # noqa: N815 (the library's names)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the library's name)
        """Quiet."""


def says(body: bytes = b"well", status: int = 200, **headers: str) -> Callable[[Any], None]:
    """A server that always says this."""

    def answer(to: Any) -> None:
        to.send_response(status)
        for name, value in headers.items():
            to.send_header(name.replace("_", "-"), value)
        to.send_header("Content-Length", str(len(body)))
        to.end_headers()
        to.wfile.write(body)

    return answer


@contextmanager
def serving(answer: Callable[[Any], None], *, secure: Path | None = None) -> Iterator[Server]:
    """A server for as long as the block lasts; by https with a certificate for NAME, kept in the folder `secure`."""
    server = Server(answer)
    if secure is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(_certificate(secure))
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def allowing(**more: Any) -> Allow:
    """Leave to reach this machine by plain http, which nothing but a test has."""
    given: dict[str, Any] = {"plain": True, "ports": None, "private": frozenset({HERE}), "resolve": here}
    return Allow(**{**given, **more})


def here(_host: str, _port: int) -> list[str]:
    """Every name is this machine's."""
    return [HERE]


def trusted(folder: Path) -> ssl.SSLContext:
    """What trusts the certificate of `serving(secure=folder)` and no other."""
    return ssl.create_default_context(cafile=str(folder / "certificate.pem"))


def _certificate(folder: Path) -> Path:
    key, name, now = ec.generate_private_key(ec.SECP256R1()), x509.Name([]), datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = made.public_bytes(serialization.Encoding.PEM)
    plain = serialization.NoEncryption()
    pem += key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "certificate.pem").write_bytes(pem)
    return folder / "certificate.pem"
