# SPDX-License-Identifier: Apache-2.0
"""A key ring that does whatever a test wants of it, as the real ones do whatever they want."""

from __future__ import annotations

import threading
from typing import Any

from keyring.backend import KeyringBackend


class Ring(KeyringBackend):
    """Keeps what it is given, until it is told to raise, to answer something else, or to take its time."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.raises: BaseException | None = None
        self.answers: list[Any] = []  # one for every question, if there is any
        self.slow = False
        self.go_on = threading.Event()

    def _act(self) -> None:
        if self.slow:
            self.go_on.wait(20)
        if self.raises:
            raise self.raises

    def get_password(self, service: str, username: str) -> Any:
        self._act()
        return self.answers[0] if self.answers else self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._act()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._act()
        del self.kept[service, username]
