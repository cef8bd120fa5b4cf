"""What goes wrong while pages are made, as problems: a template that fails, errors Pelican logs."""

from __future__ import annotations

import logging
import posixpath
from collections.abc import Iterator
from contextlib import contextmanager

from jinja2 import TemplateSyntaxError

from archive.problems import Problem


def template_problem(error: Exception, theme: str, path: str = "") -> Problem:
    """Return the problem of a template that failed, with its file and line in the theme."""
    file, line = "theme/templates", 0
    if isinstance(error, TemplateSyntaxError):
        file, line = f"theme/templates/{error.name}", error.lineno
    else:
        trace = error.__traceback__
        while trace is not None:
            name = trace.tb_frame.f_code.co_filename
            if name.startswith(theme):
                file = "theme/" + posixpath.relpath(name, theme)
                line = trace.tb_lineno
            trace = trace.tb_next
    making = f" while making {path}" if path else ""
    return Problem(
        file, line, "A420", f"found a template that fails{making}: {type(error).__name__}: "
        f"{error}; expected it to make its page", "mend the template at this line",
    )  # fmt: skip


@contextmanager
def logged(problems: list[Problem]) -> Iterator[None]:
    """Add whatever Pelican logs as an error meanwhile to ``problems`` (A421).

    Pelican logs an error and ends well when an article has no date, a reader raises or a plugin
    fails to register.
    """
    errors = _Errors(problems)
    log = logging.getLogger("pelican")
    log.addHandler(errors)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(errors)


class _Errors(logging.Handler):
    """Turns what is logged as an error into a problem."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(logging.ERROR)
        self.problems = problems

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        reason = f": {type(error).__name__}: {error}" if error else ""
        self.problems.append(
            Problem(
                "Pelican", 0, "A421", f"found an error: {record.getMessage()}{reason}; "
                "expected every page to be made", "mend what it names and build again",
            )
        )  # fmt: skip
