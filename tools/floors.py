# SPDX-License-Identifier: Apache-2.0
"""How much of each part of the program the tests must have run, lines and branches together."""

import json
from collections import defaultdict

from tools import environment

REPORT = environment.ROOT / "build" / "coverage" / "report.json"
# What is written down and kept is tested to the last branch.
FLOORS = {"records": 100.0, "store": 100.0}
OTHERWISE = 90.0


def shares() -> dict[str, float]:
    """Percent covered of each folder of the package and of each module beside them."""
    covered: dict[str, int] = defaultdict(int)
    all_of_it: dict[str, int] = defaultdict(int)
    for name, file in json.loads(REPORT.read_text("utf-8"))["files"].items():
        area = name.replace("\\", "/").split("/")[1].removesuffix(".py")
        summary = file["summary"]
        covered[area] += summary["covered_lines"] + summary["covered_branches"]
        all_of_it[area] += summary["num_statements"] + summary["num_branches"]
    return {area: 100 * covered[area] / total for area, total in sorted(all_of_it.items()) if total}


def hold() -> bool:
    """Print every part's share beside its floor and tell whether all reach theirs."""
    if not REPORT.is_file():
        print("The tests left no coverage report.")
        return False
    found = shares()
    for area, share in found.items():
        floor = FLOORS.get(area, OTHERWISE)
        print(f"{area:12} {share:6.2f} %  of {floor:.0f} %{'' if share >= floor else '  TOO LOW'}")
    return all(share >= FLOORS.get(area, OTHERWISE) for area, share in found.items())
