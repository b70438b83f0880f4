"""The command line: `collectrules`. Answers go to standard output, faults to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from collectrules.cli.arguments import parser
from collectrules.cli.failing import told
from collectrules.cli.patience import waiting
from collectrules.cli.saying import Said
from collectrules.ground.errors import CollectRulesError
from collectrules.words.show import one_line

INTERNAL = 3
INTERRUPTED = 130  # as a shell counts a program that ^C has ended
PIPE_CLOSED = 141  # likewise one whose reader has gone


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    0 answered, 1 the audit found a breach, 2 bad input or profile, 3 an internal fault.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    if sys.stderr is None:  # closed; what is printed to nowhere would go to standard output
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # open as long as we run
    try:
        options = parser().parse_args(words)
        with waiting(options) as options.watch:
            said: Said = options.run(options)
        said.put()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except CollectRulesError as error:
        return told(error, as_json=any(word.startswith("--j") for word in words))
    except Exception as error:  # noqa: BLE001  # whatever it is, a user is owed one line and not a trace
        told_as = f"collectrules: internal fault, nothing was answered ({type(error).__name__}: {error})"
        print(one_line(told_as), file=sys.stderr)
        return INTERNAL
    return said.status
