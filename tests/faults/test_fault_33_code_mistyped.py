# SPDX-License-Identifier: Apache-2.0
"""A recovery code with a slip in it, and one of another practice: each told as what it is, at once."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from dit_desktop.store import rewrap, typed, wrapping
from dit_desktop.store.errors import WrongCode
from dit_desktop.store.vault import Secret, open_vault
from tests.faults.common import Own


def _exchanged(code: str) -> str:
    at = next(at for at in range(len(code) - 1) if "-" not in code[at : at + 2] and code[at] != code[at + 1])
    return code[:at] + code[at + 1] + code[at] + code[at + 2 :]


SLIPS: dict[str, Callable[[str], str]] = {
    "one other character": lambda code: ("1" if code[0] == "0" else "0") + code[1:],
    "two exchanged": _exchanged,
    "one missing": lambda code: code[:-1],
    "one too many": lambda code: code + "7",
    "a letter no code has": lambda code: "U" + code[1:],
    "nothing": lambda _code: "",
}


@pytest.mark.parametrize("slip", SLIPS)
def test_fault_33_a_slip_in_a_code_is_told_at_once_and_no_key_is_derived(
    own: Own, slip: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    derived: list[str] = []
    real = wrapping.expanded

    def counted(bits: bytes, salt: bytes, kind: str) -> bytearray:
        derived.append(kind)
        return real(bits, salt, kind)

    monkeypatch.setattr(wrapping, "expanded", counted)
    assert rewrap.check(own.folder, Secret(own.code.lower(), code=True)) == "recovery"
    assert derived == ["recovery"], "the search finds nothing where there is something"
    began = time.perf_counter()
    with pytest.raises(WrongCode, match=r"slip in this code|seven groups"):
        rewrap.check(own.folder, Secret(SLIPS[slip](own.code), code=True))
    assert time.perf_counter() - began < 1
    assert derived == ["recovery"]


def test_fault_33_the_code_of_another_practice_is_told_as_that(own: Own) -> None:
    open_vault(own.folder, Secret(own.code, code=True), state=own.state).close()
    began = time.perf_counter()
    with pytest.raises(WrongCode, match="another practice"):
        open_vault(own.folder, Secret(typed.new_code(), code=True), state=own.state)
    assert time.perf_counter() - began < 1
