#!/usr/bin/env python3
"""Make a website of the statements in ``seeds/``: see ``build.py --help`` and README.md."""

import sys

if __name__ == "__main__":
    from archive.building.commands import main

    sys.exit(main(sys.argv[1:]))
