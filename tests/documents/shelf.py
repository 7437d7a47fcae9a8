# SPDX-License-Identifier: Apache-2.0
"""Records for a paper that finds for itself what it needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from dit_desktop.records.fields import Record

TODAY = date(2026, 9, 3)  # a Thursday
NOW = datetime.combine(TODAY, time(18, 4))


class Shelf:
    """Records as the vault finds them."""

    def __init__(self, *records: Record) -> None:
        self.records = [replace(record, id=record.id or number) for number, record in enumerate(records, 1001)]

    def __call__(self, kind: type[Any], *, parent: int | None = None) -> list[Any]:
        return [one for one in self.records if type(one) is kind and parent in (None, one.parent)]
