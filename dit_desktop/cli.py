# SPDX-License-Identifier: Apache-2.0
"""The command line: one declaration of the commands, from which the parser and its help are made."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dit_desktop.commands.terminal import REFUSED, Terminal, Unusable
from dit_desktop.i18n import _
from dit_desktop.store.errors import Refused, from_os, unknown
from dit_desktop.version import __version__

Run = Callable[[argparse.Namespace, Terminal], int]


@dataclass(frozen=True)
class Option:
    """An argument of a command: a word after it if it has a `metavar`, else yes or no."""

    name: str  # with hyphens for an option, without for a place
    help: str
    metavar: str = ""
    required: bool = False
    dashed: bool = False  # what follows may begin with a hyphen


@dataclass(frozen=True)
class Command:
    """A command: what it is called, what it does, what it reads on stdin, and how it is run."""

    name: str  # two words for one of a group
    help: str
    reads: str
    load: Callable[[], Run]  # imports what the command needs, and only that
    options: tuple[Option, ...] = ()


def _create() -> Run:
    from dit_desktop.commands.vaults import create  # noqa: PLC0415 - see Command.load

    return create


def _verify() -> Run:
    from dit_desktop.commands.vaults import verify  # noqa: PLC0415 - see Command.load

    return verify


def _backup() -> Run:
    from dit_desktop.commands.backups import backup  # noqa: PLC0415 - see Command.load

    return backup


def _restore() -> Run:
    from dit_desktop.commands.backups import restore  # noqa: PLC0415 - see Command.load

    return restore


def _salvage() -> Run:
    from dit_desktop.commands.damage import salvage  # noqa: PLC0415 - see Command.load

    return salvage


def _export() -> Run:
    from dit_desktop.commands.vaults import export  # noqa: PLC0415 - see Command.load

    return export


def _key() -> Run:
    from dit_desktop.commands.vaults import key  # noqa: PLC0415 - see Command.load

    return key


def _schedule() -> Run:
    from dit_desktop.commands.schedule import schedule  # noqa: PLC0415 - see Command.load

    return schedule


def _measure_score() -> Run:
    from dit_desktop.commands.measures import score_answers  # noqa: PLC0415 - see Command.load

    return score_answers


def _measure_check() -> Run:
    from dit_desktop.commands.measures import check  # noqa: PLC0415 - see Command.load

    return check


def _selftest() -> Run:
    from dit_desktop.commands.selftest import selftest  # noqa: PLC0415 - see Command.load

    return selftest


_INSTRUMENT: Final = Option("file", _("an instrument, such as those of resources/instruments"), "FILE")
_CODE: Final = Option("--code", _("read the recovery code, or the code for full access, instead of the passphrase"))

COMMANDS: Final = (
    Command(
        "create",
        _("make a new practice and print its recovery code"),
        _("the new passphrase"),
        _create,
        (Option("--example", _("fill it with the example practice")),),
    ),
    Command(
        "verify",
        _("check that a practice or a backup holds together; reads only and changes nothing"),
        _("the passphrase, or the code"),
        _verify,
        (Option("path", _("the folder of a practice, or a backup"), "PATH"), _CODE),
    ),
    Command(
        "backup",
        _("write a verified backup into one file and print its path"),
        _("the passphrase"),
        _backup,
        (Option("--to", _("the folder for the file; it is made if it is missing"), "FOLDER", required=True),),
    ),
    Command(
        "restore",
        _("make a practice from a backup alone"),
        _("the passphrase; with --code the code, and on the next line a new passphrase"),
        _restore,
        (
            Option("file", _("a backup"), "FILE"),
            Option("--code", _("read a code instead, set a new passphrase and print a new recovery code")),
            Option("--replace", _("move the practice that is there to a folder beside it")),
        ),
    ),
    Command(
        "export",
        _("write the records and their papers in an open form and print the number of files"),
        _("the passphrase; with --protect on the next line the passphrase for the papers"),
        _export,
        (
            Option("--to", _("a folder that is absent or empty"), "FOLDER", required=True),
            Option("--client", _("only the client with this code"), "CODE"),
            Option("--process-notes", _("process notes too")),
            Option("--protect", _("encrypt the papers (PDF, AES-256); the other files stay in clear")),
        ),
    ),
    Command(
        "salvage",
        _("make a new practice from what can still be read of a damaged one; that one is left as it is"),
        _("the passphrase"),
        _salvage,
        (Option("path", _("the folder of a practice, or a backup"), "PATH"),),
    ),
    Command(
        "key",
        _("print the data key in 64 hexadecimal digits, for reading the file with any SQLCipher 4"),
        _("the passphrase, or the code"),
        _key,
        (_CODE,),
    ),
    Command(
        "schedule",
        _("number the appointments of a course written down in a JSON file"),
        _("nothing"),
        _schedule,
        (
            Option(
                "file",
                _("start, weekday, length, phases, missed_counts, breaks and events of a course"),
                "FILE",
            ),
        ),
    ),
    Command(
        "measure score",
        _("score the answers to an instrument and print what they come to as a JSON object"),
        _("nothing"),
        _measure_score,
        (
            _INSTRUMENT,
            Option(
                "--answers",
                _("the answers in order, “-” for a missing one, “NA” for does not apply"),
                "A,B,..",
                dashed=True,
            ),
        ),
    ),
    Command(
        "measure check",
        _("name every mistake in the file of an instrument, one line each"),
        _("nothing"),
        _measure_check,
        (_INSTRUMENT,),
    ),
    Command("selftest", _("try every part the program stands on, one line each"), _("nothing"), _selftest),
)

_DATA: Final = Option("--data", _("the folder of the practice, if not the usual one"), "DIR")
_JSON: Final = Option("--json", _("answer with one JSON object on one line"))
_ABOUT: Final = _(
    "Encrypted, offline practice records for Dynamic Interpersonal Therapy. Without a COMMAND the window opens. "
    "Secrets are asked for without echo; if stdin is not a terminal they are its successive lines."
)
_EXIT: Final = _("Exit codes: 0 done, 1 refused or found wrong and told in words, 2 usage, 130 interrupted.")


def main(arguments: Sequence[str]) -> int:
    """Run the command these arguments name; returns the exit code."""
    parser = _parser()
    options = parser.parse_args(_joined(arguments))
    terminal = Terminal(json_wanted=options.json)
    try:
        return _run(options, terminal, parser)
    except OSError:  # nobody is there to read the answer
        return REFUSED


def _run(options: argparse.Namespace, terminal: Terminal, parser: argparse.ArgumentParser) -> int:
    command: Command = options.command
    try:
        return command.load()(options, terminal)
    except Refused as error:
        return terminal.refuse(error)
    except BrokenPipeError:
        raise
    except OSError as error:
        return terminal.refuse(from_os(error) or unknown(error))
    except Unusable as error:
        parser.error(str(error))
    except Exception as error:  # noqa: BLE001 - a mistake of the program, told without values and without a traceback
        return terminal.refuse(unknown(error))


def _joined(arguments: Sequence[str]) -> list[str]:
    """The arguments; a word that may begin with a hyphen is tied to its option, or else it would be taken for one."""
    dashed = {option.name for command in COMMANDS for option in command.options if option.dashed}
    made: list[str] = []
    for word in arguments:
        if made and made[-1] in dashed:
            made[-1] += f"={word}"
        else:
            made.append(word)
    return made


def _parser() -> argparse.ArgumentParser:
    """The parser of all commands, made from their declaration."""
    made = argparse.ArgumentParser(prog="dit-desktop", description=_ABOUT, epilog=_EXIT, allow_abbrev=False)
    made.add_argument("--version", action="version", version=f"dit-desktop {__version__}", help=_("print the version"))
    _add(made, _DATA, default=None)
    _add(made, _JSON, default=False)
    commands = {"": made.add_subparsers(metavar="COMMAND", dest="command_name", required=True)}
    for command in COMMANDS:
        about = f"{command.help}. {_('Reads on stdin: {what}.').format(what=command.reads)}"
        group, _space, name = command.name.rpartition(" ")
        if group not in commands:
            several = commands[""].add_parser(group, help=_helps(group), epilog=_EXIT, allow_abbrev=False)
            commands[group] = several.add_subparsers(metavar="COMMAND", required=True)
        own = commands[group].add_parser(name, help=command.help, description=about, epilog=_EXIT, allow_abbrev=False)
        own.set_defaults(command=command)
        for option in command.options:
            _add(own, option, default=None if option.metavar else False)
        # These two may stand on either side of the command.
        _add(own, _DATA, default=argparse.SUPPRESS)
        _add(own, _JSON, default=argparse.SUPPRESS)
    return made


def _helps(group: str) -> str:
    """What the commands of a group do."""
    inside = [command for command in COMMANDS if command.name.startswith(f"{group} ")]
    return "; ".join(f"{command.name.removeprefix(group).strip()}: {command.help}" for command in inside)


def _add(parser: argparse.ArgumentParser, option: Option, *, default: Any) -> None:
    if not option.metavar:
        parser.add_argument(option.name, help=option.help, action="store_true", default=default)
    elif option.name.startswith("-"):
        parser.add_argument(
            option.name, help=option.help, metavar=option.metavar, required=option.required, default=default
        )
    else:
        parser.add_argument(option.name, help=option.help, metavar=option.metavar)
