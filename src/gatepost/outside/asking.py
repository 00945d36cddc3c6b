"""One request to somebody else's server: looked up once, sent to that very address, no redirect followed."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from socket import SHUT_RDWR, create_connection, gaierror, socket
from threading import Event, Timer
from urllib.parse import SplitResult, quote, urlsplit

import idna

from gatepost.outside.allowing import STRICT, Allow
from gatepost.outside.problems import Barred, Reason, Unanswered

AGENT = "Gatepost"
SMALL = 64 * 1024  # of an answer that is only looked at
_SAFE = "/%:@!$&'()*+,;=-._~?"
_PLAIN_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True)
class Answer:
    """What came back; names of headers in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Target:
    """Where a request goes: the name, and the addresses that it had when it was looked up."""

    secure: bool
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]


def fetch(url: str, *, limit: int, allow: Allow = STRICT, headers: Mapping[str, str] | None = None) -> Answer:
    """GET the address, up to `limit` bytes. Barred or Unanswered says why not; a redirect is an answer like others."""
    return _asked("GET", url, None, headers or {}, limit, allow)


def post(url: str, *, body: bytes, headers: Mapping[str, str], limit: int = SMALL, allow: Allow = STRICT) -> Answer:
    """POST the body to the address; of the answer no more than `limit` bytes are taken."""
    return _asked("POST", url, body, headers, limit, allow)


def target(url: str, allow: Allow = STRICT) -> Target:
    """Where this leads, looked up and judged; Barred if it is nowhere that we go."""
    parts = _parts(url)
    secure = parts.scheme == "https"
    if not secure and not (allow.plain and parts.scheme == "http"):
        raise Barred(Reason.NOT_HTTPS)
    host, port = _host(parts), _port(parts)
    if allow.ports is not None and port not in allow.ports:
        raise Barred(Reason.PORT)
    path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return Target(secure, host, port, path, _addresses(host, port, allow))


def _parts(url: str) -> SplitResult:
    if not url.isprintable() or any(char in url for char in " \\") or len(url) > 2_000:
        raise Barred(Reason.NOT_AN_ADDRESS)
    try:
        parts = urlsplit(url)
    except ValueError:
        raise Barred(Reason.NOT_AN_ADDRESS) from None
    if "@" in parts.netloc:  # a name and password for somewhere else
        raise Barred(Reason.NOT_AN_ADDRESS)
    return parts


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not host:
        raise Barred(Reason.NOT_AN_ADDRESS)
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        raise Barred(Reason.NOT_AN_ADDRESS) from None


def _port(parts: SplitResult) -> int:
    try:
        return parts.port if parts.port is not None else _PLAIN_PORTS[parts.scheme]
    except ValueError:
        raise Barred(Reason.NOT_AN_ADDRESS) from None


def _addresses(host: str, port: int, allow: Allow) -> tuple[str, ...]:
    """All that it has; one that we do not go to bars the whole name, for it shows that somebody plays with it."""
    try:
        found = allow.resolve(host, port)
    except (gaierror, UnicodeError, OSError):
        raise Unanswered(Reason.UNKNOWN_HOST) from None
    if not found:
        raise Unanswered(Reason.UNKNOWN_HOST)
    if not all(allow.reaches(address) for address in found):
        raise Barred(Reason.NOT_PUBLIC)
    return tuple(found)


class _Line(HTTPConnection):
    """A connection to an address that was judged, in the name of the host."""

    def __init__(self, to: Target, allow: Allow) -> None:
        super().__init__(to.host, to.port, timeout=allow.seconds)
        self.default_port = _PLAIN_PORTS["https" if to.secure else "http"]  # which the Host header leaves out
        self._to, self._trust = to, (allow.trust or ssl.create_default_context()) if to.secure else None
        self.sock: socket | None = None

    def connect(self) -> None:
        """To the first of the addresses that answers."""
        plain = self._first()
        self.sock = plain  # known before the handshake, so that whoever counts the seconds can end it
        if self._trust is not None:
            self.sock = self._trust.wrap_socket(plain, server_hostname=self._to.host)

    def _first(self) -> socket:
        last: OSError = OSError()
        for address in self._to.addresses[:4]:
            try:
                return create_connection((address, self._to.port), timeout=self.timeout)
            except OSError as problem:
                last = problem
        raise last

    def cut(self) -> None:
        """End it, whatever it waits for."""
        if self.sock is not None:
            try:
                self.sock.shutdown(SHUT_RDWR)
            except OSError:
                self.sock.close()


def _asked(method: str, url: str, body: bytes | None, headers: Mapping[str, str], limit: int, allow: Allow) -> Answer:
    to = target(url, allow)
    given = {"User-Agent": AGENT, "Accept-Encoding": "identity", **headers, "Connection": "close"}
    line, late = _Line(to, allow), Event()
    with _in_time(line, late, allow.seconds):
        try:
            line.request(method, to.path, body, given)
            response = line.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, _body(response, limit))
        except ssl.SSLError:
            raise Unanswered(Reason.TOO_SLOW if late.is_set() else Reason.UNTRUSTED) from None
        except TimeoutError:
            raise Unanswered(Reason.TOO_SLOW) from None
        except (OSError, HTTPException, ValueError):
            raise Unanswered(Reason.TOO_SLOW if late.is_set() else Reason.NO_ANSWER) from None
        finally:
            line.close()


@contextmanager
def _in_time(line: _Line, late: Event, seconds: float) -> Iterator[None]:
    """A server that sends a byte now and then ends like one that is silent."""

    def end() -> None:
        late.set()
        line.cut()

    clock = Timer(seconds, end)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()
    if late.is_set():
        raise Unanswered(Reason.TOO_SLOW)


def _body(response: HTTPResponse, limit: int) -> bytes:
    if response.length is not None and response.length > limit:
        raise Unanswered(Reason.TOO_LARGE)
    body = response.read(limit + 1)
    if len(body) > limit:
        raise Unanswered(Reason.TOO_LARGE)
    if response.length:  # the other end broke off
        raise Unanswered(Reason.NO_ANSWER)
    return body
