# SPDX-License-Identifier: Apache-2.0
"""Messages as Windows posts them, byte for byte, are read as what they stand for."""

from __future__ import annotations

import ctypes
from uuid import UUID

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from dit_desktop.ui.system.windows import Message, Messages, Setting
from dit_desktop.ui.triggers import TRIGGERS, Posted

# MSG of a 64-bit Windows: window, message, padding, wParam, lParam; time and place follow and are not read.
RECORDED = {
    "5e0a0300 00000000 b1020000 00000000 0700000000000000 0200000000000000": "screen",  # Win+L
    "5e0a0300 00000000 b1020000 00000000 0800000000000000 0200000000000000": "",  # unlocked again
    "5e0a0300 00000000 b1020000 00000000 0200000000000000 0200000000000000": "switch",  # another user
    "5e0a0300 00000000 b1020000 00000000 0100000000000000 0200000000000000": "",  # and back
    "5e0a0300 00000000 b1020000 00000000 0400000000000000 0300000000000000": "switch",  # a remote desktop ends
    "5e0a0300 00000000 b1020000 00000000 0600000000000000 0200000000000000": "session",  # log out
    "5e0a0300 00000000 18020000 00000000 0400000000000000 0000000000000000": "suspend",
    "5e0a0300 00000000 18020000 00000000 1200000000000000 0000000000000000": "",  # awake again
    "5e0a0300 00000000 18020000 00000000 0a00000000000000 0000000000000000": "",  # on battery
    "5e0a0300 00000000 0f000000 00000000 0000000000000000 0000000000000000": "",  # paint
}
LID_CLOSED = "4d0f3eba 17b8 9440 a2d1 d56379e6a0f3 04000000 00000000"
LID_OPEN = "4d0f3eba 17b8 9440 a2d1 d56379e6a0f3 04000000 01000000"
DISPLAY_OFF = "15107302 1045 2645 99e6 e5a17ebd1aea 04000000 00000000"  # GUID_MONITOR_POWER_ON


@pytest.fixture
def heard(qapp: QApplication) -> tuple[Messages, list[str]]:
    told: list[str] = []
    messages = Messages(QObject(qapp), 0)
    messages.told.connect(told.append)
    return messages, told


def post(messages: Messages, data: bytes, kind: bytes = b"windows_generic_MSG") -> object:
    """What Qt does with a message: its kind and where it lies are handed to the filter."""
    buffer = ctypes.create_string_buffer(data, ctypes.sizeof(Message))
    return messages.filter.nativeEventFilter(kind, ctypes.addressof(buffer))


@pytest.mark.parametrize("recorded, name", RECORDED.items())
def test_a_recorded_message_is_read_as_what_it_stands_for(
    heard: tuple[Messages, list[str]], recorded: str, name: str
) -> None:
    messages, told = heard
    assert post(messages, bytes.fromhex(recorded)) == (False, 0), "the window gets it all the same"
    assert told == [name] * bool(name)
    post(messages, bytes.fromhex(recorded), b"xcb_generic_event_t")
    assert told == [name] * bool(name), "what is not of Windows is not read"


@pytest.mark.parametrize("setting, name", [(LID_CLOSED, "lid"), (LID_OPEN, ""), (DISPLAY_OFF, "")])
def test_of_the_power_settings_only_a_closed_lid_counts(
    heard: tuple[Messages, list[str]], setting: str, name: str
) -> None:
    messages, told = heard
    data = bytes.fromhex(setting)
    assert len(data) == ctypes.sizeof(Setting)
    buffer = ctypes.create_string_buffer(data, len(data))
    message = Message(0x30A5E, 0x0218, 0x8013, ctypes.addressof(buffer))
    post(messages, bytes(message))
    assert told == [name] * bool(name)


def test_every_message_of_the_table_was_recorded() -> None:
    read = {bytes.fromhex(words)[8:12] + bytes.fromhex(words)[16:24] for words in RECORDED}
    for line in (line for trigger in TRIGGERS for line in trigger.windows):
        if line.setting:
            assert UUID(line.setting).bytes_le == bytes.fromhex(LID_CLOSED)[:16]
        else:
            assert line.message.to_bytes(4, "little") + line.about.to_bytes(8, "little") in read, line
    assert Posted(0x0218, 99) not in {line for trigger in TRIGGERS for line in trigger.windows}
