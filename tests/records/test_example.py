# SPDX-License-Identifier: Apache-2.0
"""Files of an example read into records, and what they may not hold."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any

import pytest

from dit_desktop.records.example import Entry, ExampleError, load

TODAY = date(2026, 11, 19)

CLIENT = '[[Client]]\nref = "client"\nsaved = "-3w 09:00"\n'
COURSE = CLIENT + '[[Course]]\nref = "course"\nsaved = "-3w 09:05"\n'


class TestReading:
    def read(self, text: str) -> list[Entry]:
        return load({"one.toml": text}, TODAY)

    def test_days_moments_money_and_lines_are_read(self) -> None:
        text = (
            CLIENT
            + 'born_on = "-52w+3d"\nfee = 55.50\naddress = ["1 Row", "Town"]\naccess_needs = """\na\nb\n\nc\n"""\n'
        )
        client: Any = self.read(text)[0].record
        assert client.born_on == TODAY - timedelta(weeks=52) + timedelta(days=3)
        assert str(client.fee) == "55.50"
        assert client.address == "1 Row\nTown"
        assert client.access_needs == "a b\n\nc"

    def test_an_appointment_keeps_its_wall_clock_time(self) -> None:
        text = COURSE + '[[Appointment]]\nref = "s1"\nsaved = "-2w 11:00"\nstarts_at = "-2w 10:00"\n'
        meeting: Any = self.read(text)[-1].record
        assert meeting.starts_at == datetime.combine(TODAY - timedelta(weeks=2), time(10))

    @pytest.mark.parametrize(
        "text, what",
        [
            (CLIENT + 'nickname = "x"', "unknown key nickname"),
            ('[[Clients]]\nref = "a"', "no kind of record is called Clients"),
            ('[Client]\nref = "a"', "is no list"),
            ('[[Client]]\nsaved = "-3w 09:00"', "needs a ref"),
            ('[[Client]]\nref = "a"', "neither saved nor signed"),
            (CLIENT + CLIENT, "names 2 records"),
            (CLIENT + 'born_on = "last week"', "is no day"),
            (CLIENT + 'born_on = ""', "is no day"),
            (CLIENT + "born_on = 1974-05-01", "is no str"),
            (CLIENT + "authorised = true", "is no int"),
            (CLIENT + 'fee = "60"', "is no Decimal"),
            (CLIENT + "fee = 60", "is no Decimal"),
            (CLIENT + "code = 9", "is no str"),
            (CLIENT + 'letters_by = "pigeon"', "'pigeon' is none of by_hand, post, email, ask"),
            (CLIENT + "letters_by = 1", "is no str"),
            (COURSE + 'phases = ["four"]', "is no int"),
            (COURSE + "phases = 4", "is no list"),
            (COURSE + 'slot_time = "14:00"', "is no time"),
            (COURSE + '[[Appointment]]\nref = "s"\nsaved = "-2w 11:00"\nstarts_at = "-2w 25:00"', "is no moment"),
            (COURSE + '[[SessionNote]]\nref = "n"\nsaved = "-2w 11:00"\nappointment = "s"', "no one/s that could"),
            (COURSE + '[[SessionNote]]\nref = "n"\nsaved = "-2w 11:00"\nfocus = [{ mood = "x" }]', "unknown key mood"),
            (COURSE + '[[SessionNote]]\nref = "n"\nsaved = "-2w 11:00"\nfocus = ["x"]', "is no dict"),
            (COURSE + '[[SessionNote]]\nref = "n"\nsaved = "-2w 11:00"\nof = "n"', "no one/n that could"),
            (COURSE + '[[SessionNote]]\nref = "n"\nsaved = "-2w 11:00"\nsigned = "-2w 10:00"', "after it was signed"),
            (COURSE + '[[Addendum]]\nref = "a"\nsaved = "-2w 11:00"', "belongs to no record"),
            (
                COURSE + '[[Course]]\nref = "two"\nsaved = "-2w 11:00"\n[[Letter]]\nref = "l"\nsaved = "-1w 11:00"',
                "could",
            ),
            (COURSE + '[[Person]]\nref = "p"\nsaved = "-2w 11:00"\ndied_in = "-30w decade"', "no day, month or year"),
            (CLIENT + '[[Break]]\nref = "b"\nsaved = "-2w 11:00"', "belongs to no Course"),
            ("[[Client", "Expected"),
        ],
    )
    def test_what_a_file_should_not_hold_is_named(self, text: str, what: str) -> None:
        with pytest.raises(ExampleError) as caught:
            self.read(text)
        assert what in caught.value.what
        assert caught.value.where.startswith("one")

    def test_choices_are_members_and_not_their_words(self) -> None:
        client: Any = self.read(CLIENT + 'letters_by = "post"')[0].record
        assert isinstance(client.letters_by, Enum)
