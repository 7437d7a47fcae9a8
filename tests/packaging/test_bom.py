# SPDX-License-Identifier: Apache-2.0
"""The bill of materials has CycloneDX's shape and is the lock, no more and no less."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest

from tools import bom, environment

_WORD = {"type": "string", "minLength": 1}
_COMPONENT = {
    "type": "object",
    "required": ["type", "name", "version", "bom-ref", "purl", "hashes"],
    "additionalProperties": False,
    "properties": {
        "type": {"const": "library"},
        "name": _WORD,
        "version": _WORD,
        "bom-ref": _WORD,
        "purl": {"type": "string", "pattern": "^pkg:pypi/[a-z0-9-]+@[0-9][^ ]*$"},
        "hashes": {
            "type": "array",
            "minItems": 1,
            "uniqueItems": True,
            "items": {
                "type": "object",
                "required": ["alg", "content"],
                "properties": {"alg": {"const": "SHA-256"}, "content": {"type": "string", "pattern": "^[0-9a-f]{64}$"}},
            },
        },
        "properties": {"type": "array", "items": {"type": "object", "required": ["name", "value"]}},
    },
}
# The part of CycloneDX 1.6 that the bill uses.
_SHAPE = {
    "type": "object",
    "required": ["bomFormat", "specVersion", "serialNumber", "version", "metadata", "components", "dependencies"],
    "properties": {
        "bomFormat": {"const": "CycloneDX"},
        "specVersion": {"const": "1.6"},
        "serialNumber": {"type": "string", "pattern": "^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"},
        "version": {"const": 1},
        "metadata": {"type": "object", "required": ["component"]},
        "components": {"type": "array", "uniqueItems": True, "items": _COMPONENT},
        "dependencies": {"type": "array", "items": {"type": "object", "required": ["ref", "dependsOn"]}},
    },
}


def committed() -> dict[str, Any]:
    bill: dict[str, Any] = json.loads(bom.FILE.read_text("utf-8"))
    return bill


def locked() -> set[tuple[str, str, frozenset[str]]]:
    """Name, version and digests of every line of the lock, read in another way than the bill's."""
    lines = environment.requirements("run").read_text("utf-8").replace("\\\n", " ").splitlines()
    entries = [re.split(r"==| ; | +--hash=", line) for line in lines if "==" in line]
    digests = [frozenset(re.findall(r"sha256:([0-9a-f]{64})", line)) for line in lines if "==" in line]
    return {(entry[0], entry[1].strip(), found) for entry, found in zip(entries, digests, strict=True)}


def listed(bill: dict[str, Any]) -> set[tuple[str, str, frozenset[str]]]:
    return {
        (each["name"], each["version"], frozenset(digest["content"] for digest in each["hashes"]))
        for each in bill["components"]
    }


def test_it_has_the_shape_and_every_reference_is_there() -> None:
    bill = committed()
    jsonschema.validate(bill, _SHAPE)
    references = [each["bom-ref"] for each in bill["components"]]
    assert len(set(references)) == len(references)
    assert bill["dependencies"] == [{"ref": bill["metadata"]["component"]["bom-ref"], "dependsOn": references}]
    assert all(each["purl"] == f"pkg:pypi/{each['name']}@{each['version']}" for each in bill["components"])


def test_a_planted_fault_of_shape_is_found() -> None:
    for name, value in (("purl", "pypi/six"), ("hashes", []), ("type", "thing"), ("version", "")):
        bill = committed()
        bill["components"][0][name] = value
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(bill, _SHAPE)


def test_it_is_the_lock() -> None:
    assert len(locked()) > 25
    assert listed(committed()) == locked()
    assert committed() == bom.made(), "python dev.py bom"


def test_a_planted_difference_to_the_lock_is_found() -> None:
    bill = committed()
    taken = bill["components"].pop()
    assert locked() - listed(bill) == {
        (taken["name"], taken["version"], frozenset(digest["content"] for digest in taken["hashes"]))
    }
