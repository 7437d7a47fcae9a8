# SPDX-License-Identifier: Apache-2.0
"""The bill of materials in CycloneDX's form, made from the lock and nothing else: `dev.py bom`."""

import json
import re
import uuid
from typing import Any

from tools import environment

FILE = environment.ROOT / "packaging" / "bom.json"
_ENTRY = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^\s;]+)(?: ; (?P<marker>[^\\\n]+?))? \\$", re.MULTILINE)
_DIGEST = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_VERSION = re.compile(r'__version__ = "(.+)"')


def made() -> dict[str, Any]:
    """The bill: the program, what it needs on one system or another, each with the digests of its files.

    The same lock gives the same bytes, so there is no time in it and its number is drawn from the lock.
    """
    lock = environment.requirements("run").read_text("utf-8")
    found = _VERSION.search((environment.ROOT / "dit_desktop" / "version.py").read_text("utf-8"))
    version = found[1] if found else ""
    entries = list(_ENTRY.finditer(lock))
    ends = [entry.start() for entry in entries[1:]] + [len(lock)]
    components = [_component(entry, lock[entry.end() : end]) for entry, end in zip(entries, ends, strict=True)]
    program = {"type": "application", "bom-ref": "dit-desktop", "name": "dit-desktop", "version": version}
    program |= {"licenses": [{"license": {"id": "Apache-2.0"}}], "purl": f"pkg:pypi/dit-desktop@{version}"}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": uuid.uuid5(uuid.NAMESPACE_URL, f"dit-desktop {version}\n{lock}").urn,
        "version": 1,
        "metadata": {"component": program},
        "components": components,
        "dependencies": [{"ref": "dit-desktop", "dependsOn": [component["bom-ref"] for component in components]}],
    }


def _component(entry: re.Match[str], digests: str) -> dict[str, Any]:
    purl = f"pkg:pypi/{entry['name']}@{entry['version']}"
    hashes = [{"alg": "SHA-256", "content": digest} for digest in _DIGEST.findall(digests)]
    component = {"type": "library", "bom-ref": purl, "name": entry["name"], "version": entry["version"]}
    marker = [{"name": "dit-desktop:needed-if", "value": entry["marker"]}] if entry["marker"] else []
    return component | {"purl": purl, "hashes": hashes} | ({"properties": marker} if marker else {})


def write() -> int:
    """Write the bill beside the other packaging files."""
    bill = made()
    FILE.write_text(json.dumps(bill, indent=2) + "\n", "utf-8", newline="\n")
    print(f"Wrote {FILE.relative_to(environment.ROOT)}: {len(bill['components'])} components")
    return 0
