"""What a build may remember of the last one's ties, so that it works out only what has changed.

A memory only saves work: with an empty one everything comes out the same.
"""

from __future__ import annotations

from typing import Protocol


class Memory(Protocol):
    """Keeps bytes under a name until the software or the authorities change."""

    def value(self, name: str) -> bytes:
        """Return what is kept under ``name``, or nothing."""

    def keep_value(self, name: str, value: bytes) -> None:
        """Keep ``value`` under ``name``."""


class Blank:
    """A memory that remembers nothing."""

    def value(self, name: str) -> bytes:  # noqa: ARG002
        """Return nothing."""
        return b""

    def keep_value(self, name: str, value: bytes) -> None:
        """Keep nothing."""
