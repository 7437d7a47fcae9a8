# SPDX-License-Identifier: Apache-2.0
"""Names that nothing uses, found by vulture; what is looked up by a name that data carries is left out."""

import sys
import tomllib
from pathlib import Path

from vulture import Vulture
from vulture.core import Item

from tools import environment

PACKAGE = environment.ROOT / "dit_desktop"
# Forms, tables and exports find the fields of records by their declarations, icons and words their tone by its name.
LOOKED_UP = (PACKAGE / "records", PACKAGE / "ui" / "colours.py")


def is_looked_up(item: Item) -> bool:
    """Whether this is a field that is never named where it is used."""
    place = Path(item.filename).resolve()
    return bool(item.typ == "variable" and any(place.is_relative_to(folder) for folder in LOOKED_UP))


def main() -> int:
    """Print every unused name and return 1 if there is one."""
    pyproject = tomllib.loads((environment.ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = pyproject["tool"]["vulture"]
    search = Vulture(ignore_names=wanted["ignore_names"], ignore_decorators=wanted["ignore_decorators"])
    search.scavenge([str(environment.ROOT / path) for path in wanted["paths"]])
    found = [item for item in search.get_unused_code(min_confidence=wanted["min_confidence"]) if not is_looked_up(item)]
    for item in found:
        print(item.get_report())
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
