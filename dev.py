# SPDX-License-Identifier: Apache-2.0
"""Sets up, starts, checks and measures the program: `python dev.py demo`, `python dev.py test`."""

import argparse
import sys

if not (3, 11) <= sys.version_info < (3, 15) or sys.implementation.name != "cpython":
    sys.exit("dev.py needs CPython 3.11, 3.12, 3.13 or 3.14; this is " + sys.implementation.name + " " + sys.version)

from tools import bom, checks, demo, environment, lock


def _demo(options: argparse.Namespace, _rest: list[str]) -> int:
    environment.prepare("run")
    return demo.start(options.data)


def _test(_options: argparse.Namespace, rest: list[str]) -> int:
    environment.prepare("test")
    return checks.run(rest)


def _bench(_options: argparse.Namespace, rest: list[str]) -> int:
    environment.prepare("test")
    return environment.python("-m", "tests.benchmarks", *rest)


def _pictures(options: argparse.Namespace, _rest: list[str]) -> int:
    environment.prepare("test")
    return environment.python("-m", "tests.looking", options.folder, QT_QPA_PLATFORM="offscreen")


def _mutants(_options: argparse.Namespace, rest: list[str]) -> int:
    environment.prepare("test")
    return environment.python("-m", "tools.mutants", *rest)


def _package(_options: argparse.Namespace, _rest: list[str]) -> int:
    environment.prepare("package")
    return environment.python("-m", "tools.package")


def _bom(_options: argparse.Namespace, _rest: list[str]) -> int:
    return bom.write()


def _lock(options: argparse.Namespace, _rest: list[str]) -> int:
    environment.prepare("test")
    return lock.check_platforms() if options.check_platforms else lock.write()


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser("demo", help="open the example practice (without a screen: write it to demo-output)")
    command.add_argument("--data", metavar="DIR", help="keep the example practice in this folder")
    command.set_defaults(run=_demo)

    command = commands.add_parser(
        "test", help="run every check; arguments go to pytest and leave out the rest's totals"
    )
    command.set_defaults(run=_test)

    command = commands.add_parser("bench", help="measure speeds side by side with the least they could cost")
    command.set_defaults(run=_bench)

    command = commands.add_parser("pictures", help="take a picture of everything and tell what is wrong with it")
    command.add_argument("folder", metavar="DIR", help="write the pictures here")
    command.set_defaults(run=_pictures)

    command = commands.add_parser(
        "mutants", help="take every protection away, one at a time, and show that a test notices; --list prints them"
    )
    command.set_defaults(run=_mutants)

    command = commands.add_parser("package", help="freeze the program into one folder of dist/")
    command.set_defaults(run=_package)

    command = commands.add_parser("bom", help="write packaging/bom.json, the bill of materials, from the lock")
    command.set_defaults(run=_bom)

    command = commands.add_parser("lock", help="choose the versions anew and write requirements/")
    command.add_argument("--check-platforms", action="store_true", help="show that every platform gets every wheel")
    command.set_defaults(run=_lock)
    return parser


def main() -> int:
    """Run one command and return its exit code."""
    options, rest = _arguments().parse_known_args()
    if rest and options.run not in (_test, _bench, _mutants):
        sys.exit("dev.py: unknown arguments: " + " ".join(rest))
    try:
        return int(options.run(options, rest))
    except environment.SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
