"""A real mail server on a port of this machine, which keeps what it takes and can be made to refuse, stall or hang up."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller

from tests.cli.installation import free_port

TAKEN = "250 OK"


@dataclass
class PostOffice:
    """What it has taken; and what it says, by address, to whom it takes nothing for."""

    port: int = field(default_factory=free_port)
    taken: list[Message] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    refuses_all: str = ""
    takes: float = 0.0  # seconds before it says yes

    @property
    def ids(self) -> list[str]:
        """The Message-IDs of what was taken, in order."""
        return [str(one["Message-ID"]) for one in self.taken]

    @property
    def readers(self) -> list[str]:
        return [str(one["To"]) for one in self.taken]

    async def handle_RCPT(self, *told: Any) -> str:  # noqa: N802 (the library calls it so)
        envelope, address = told[2:4]
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return TAKEN

    async def handle_DATA(self, *told: Any) -> str:  # noqa: N802
        envelope = told[2]
        await asyncio.sleep(self.takes)
        if self.refuses_all:
            return self.refuses_all
        self.taken.append(message_from_bytes(bytes(envelope.content or b"")))
        return TAKEN

    @contextmanager
    def opened(self) -> Iterator[PostOffice]:
        """It answers for as long as the block lasts; the same one may be opened again."""
        controller = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=20)
        controller.start()
        try:
            yield self
        finally:
            controller.stop()
