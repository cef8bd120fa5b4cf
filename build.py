#!/usr/bin/env python3
"""Make a website of the statements in ``seeds/``: see ``build.py --help`` and README.md."""

import signal
import sys


def _stop(_number: int, _frame: object) -> None:
    """End before anything has begun, while the program itself is still being read."""
    sys.stderr.write("Stopped; the site is as it was.\n")
    sys.exit(130)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGTERM, _stop)
    # One statement is published in a second only if the program is not compiled anew each time,
    # which some systems forbid to all of Python.
    sys.dont_write_bytecode = False
    from archive.building.commands import main

    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(main(sys.argv[1:]))
