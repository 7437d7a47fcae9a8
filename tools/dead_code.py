# SPDX-License-Identifier: Apache-2.0
"""Names that nothing uses, found by vulture; the fields of records are read by their declarations."""

import sys
import tomllib
from pathlib import Path

from vulture import Vulture
from vulture.core import Item

from tools import environment

RECORDS = environment.ROOT / "dit_desktop" / "records"


def is_field(item: Item) -> bool:
    """Whether this is a field of a record, which forms, tables and exports find without naming it."""
    return bool(item.typ == "variable" and Path(item.filename).resolve().is_relative_to(RECORDS))


def main() -> int:
    """Print every unused name and return 1 if there is one."""
    pyproject = tomllib.loads((environment.ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = pyproject["tool"]["vulture"]
    search = Vulture(ignore_names=wanted["ignore_names"])
    search.scavenge([str(environment.ROOT / path) for path in wanted["paths"]])
    found = [item for item in search.get_unused_code(min_confidence=wanted["min_confidence"]) if not is_field(item)]
    for item in found:
        print(item.get_report())
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
