# SPDX-License-Identifier: Apache-2.0
"""The forms as they are declared, each field in a line, to be compared with the list in forms.txt.

▾ The focus                                  a section; ▸ if it is folded until it is used
Formulation.reminder | One-line reminder | At most twelve words.
Session.next_time | For next time | What to keep in mind. | M: How many are left?
"""

from __future__ import annotations

from pathlib import Path

from dit_desktop.records.fields import Declared, Part, Record, fields, part_type

LIST = Path(__file__).with_name("forms.txt")


def declared(kind: type[Record | Part], name: str) -> list[str]:
    """The lines of a form as its record declares it, those of a part after the field that holds it."""
    found: list[str] = []
    for item in fields(kind):
        if item.field.section:
            found.append(heading(item))
        found.append(line(f"{name}.{item.name}", item))
        inside = part_type(item)
        if inside:
            found += declared(inside, f"{name}.{item.name}")
    return found


def heading(item: Declared) -> str:
    """The line over the first field of a section."""
    return f"{'▸' if item.field.folded else '▾'} {item.field.section}"


def line(name: str, item: Declared) -> str:
    """A field with its label, hint, and the prompts of the three phases."""
    field = item.field
    prompts = [
        f"{sign}: {words}" for sign, words in zip("IME", (field.initial, field.middle, field.ending), strict=True)
    ]
    told = [field.label, field.hint, *(prompt for prompt in prompts if len(prompt) > len("I: "))]
    return " | ".join([name, *(words for words in told if words)])
