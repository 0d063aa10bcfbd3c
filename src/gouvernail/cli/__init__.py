"""The console command ``gouvernail``. Exit status: 0 done, 1 the work failed or found flaws, 2 bad usage.

Its sentences are plain French, not marked for translation: ``gouvernail --help`` must answer before Django is loaded,
and Django holds the translations. Whatever is long to import is imported by the command that needs it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from gouvernail.cli.parser import build_parser
from gouvernail.cli.refusals import Refusal, french_reason

DONE, FAILED, BAD_USAGE, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    parser = build_parser()
    arguments = parser.parse_args(argv)
    if arguments.run is None:
        parser.print_help(sys.stderr)
        return BAD_USAGE
    try:
        return arguments.run(arguments)
    except Refusal as refusal:
        return _say(str(refusal))
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # « gouvernail meetings | head » : the reader has seen enough
        sys.stdout = None
        return DONE
    except Exception as error:
        reason = french_reason(error)
        if not reason:
            raise
        return _say(reason)


def _say(sentence: str) -> int:
    print(f"gouvernail : {sentence}", file=sys.stderr)
    return FAILED
