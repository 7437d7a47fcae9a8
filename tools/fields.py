# SPDX-License-Identifier: Apache-2.0
"""Enters fields that are new into the list of every field there ever was, which may only grow."""

import os
import sys

from dit_desktop.records.kinds import field_names
from tools import environment

LIST = environment.ROOT / "tests" / "records" / "fields.txt"


def main() -> int:
    """Write the list anew if it has to grow; where nobody can commit it, say only that it was forgotten."""
    listed = set(LIST.read_text("utf-8").splitlines())
    new = sorted(set(field_names()) - listed)
    if not new:
        return 0
    LIST.write_text("".join(f"{name}\n" for name in sorted({*listed, *new})), "utf-8", newline="\n")
    print(f"{LIST.relative_to(environment.ROOT)} now lists {', '.join(new)}; commit it with the record.")
    return int("CI" in os.environ)


if __name__ == "__main__":
    sys.exit(main())
