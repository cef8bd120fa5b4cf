"""Bytes to Seed: encoding, line ends and fixity; never changes, drops or guesses a character."""

from __future__ import annotations

import codecs
import hashlib
import re
from typing import NoReturn

from archive.model import Seed
from archive.problems import Problem, ProblemsFound

# Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What text editors break lines at, and NEL, which IBM systems write (Unicode Standard, 5.8).
# Not str.splitlines(): it also breaks at form feeds and U+2028, and the numbers would drift.
_LINE_END = re.compile("\r\n|[\n\r\x85]")
# Tab and form feed are white space in printed leaflets; every other control is not text, nor is
# U+FEFF's mirror image U+FFFE or U+FFFF.
_NOTHING = re.compile("[\\s\u200b\ufeff]*")
_ASCII_TEXT = bytes([9, 10, 12, 13, *range(32, 127)])
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def read(file: str, data: bytes, encoding: str = "") -> Seed:
    """Return the seed in ``data``; ``encoding`` is the declared legacy encoding, if any.

    UTF-8 is read strictly, with or without a byte order mark; UTF-16 and UTF-32 need their mark.
    A declared encoding is used only for bytes without a mark that are not UTF-8.

    Raises ProblemsFound: A001 nothing in it, A002 not text, A003 not in a known encoding, A004 the
    declared encoding does not exist, A005 characters lost before it came here.
    """
    if not data.strip(b"\x00 \t\r\n\x0c"):
        _refuse(
            file, 0, "A001", "found an empty seed; expected a title and a text",
            "put the statement's text into the file, or remove the file",
        )  # fmt: skip
    text, name = decoded(file, data, encoding)
    if _NOTHING.fullmatch(text):
        _refuse(
            file, 0, "A001", "found a seed of white space only; expected a title and a text",
            "put the statement's text into the file, or remove the file",
        )  # fmt: skip
    lines = _lines(text)
    _refuse_controls(file, lines, text)
    return _seed(file, data, lines, name)


def read_again(file: str, data: bytes, encoding: str = "") -> Seed:
    """Return the seed in ``data``, whose bytes ``read`` has already found to be text."""
    text, name = decoded(file, data, encoding)
    return _seed(file, data, _lines(text), name)


def _seed(file: str, data: bytes, lines: list[str], encoding: str) -> Seed:
    sha256 = hashlib.sha256(data).hexdigest()
    return Seed(file=file, data=data, sha256=sha256, lines=tuple(lines), encoding=encoding)


def _lines(text: str) -> list[str]:
    """Part the text at ``_LINE_END``; letter by letter this is many times faster than a pattern."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.replace("\x85", "\n").split("\n")
    if not lines[-1]:
        lines.pop()
    return lines


def decoded(file: str, data: bytes, declared: str) -> tuple[str, str]:
    """Return the text and its encoding; nothing is ever replaced.

    Raises ProblemsFound: A002 not text, A003 not in a known encoding, A004 the declared encoding
    does not exist.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(file, data[len(mark) :], name, len(mark)), name
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if b"\x00" in data:
            _refuse_nul(file, data)
        if not declared:
            _refuse_encoding(file, data, error)
    try:
        name = codecs.lookup(declared).name
        "".encode(name)
    except (LookupError, TypeError, ValueError):
        _refuse(
            file, 0, "A004", f'found the declared encoding "{declared}"; expected one that exists',
            'name one such as "windows-1252", "windows-1256", "iso-8859-9" or "koi8-r"',
        )  # fmt: skip
    return _strictly(file, data, name, 0), name


def _strictly(file: str, data: bytes, name: str, skipped: int) -> str:
    """Decode by ``name`` or refuse; ``skipped`` bytes of mark stood before ``data``."""
    try:
        return data.decode(name)
    except UnicodeError as error:
        start = getattr(error, "start", 0)
        line = len(_LINE_END.findall(data[:start].decode(name, "ignore"))) + 1
        found = data[start : start + 1].hex().upper()
        _refuse(
            file, line, "A003",
            f"found byte 0x{found} at offset {start + skipped}, which is not {name}; "
            f"expected {name} throughout",
            "save the file as UTF-8, or declare its true encoding",
        )  # fmt: skip


def _refuse_encoding(file: str, data: bytes, error: UnicodeDecodeError) -> NoReturn:
    """Say where the bytes stop being UTF-8 and, as a remedy only, what they are likely to be."""
    from charset_normalizer import from_bytes  # noqa: PLC0415  only a refused seed pays for it

    before = data[: error.start]
    line = len(_LINE_END.findall(before.decode("utf-8"))) + 1
    # The guesser reads a sample around the fault, so that a large file costs no more.
    sample = data[max(0, error.start - 20_000) : error.start + 20_000]
    best = from_bytes(sample).best()
    if best is None:
        remedy = "save the file as UTF-8"
    else:
        likely = best.encoding.replace("_", "-").replace("cp125", "windows-125")
        remedy = f'it is likely "{likely}": save it as UTF-8, or declare that encoding'
    _refuse(
        file, line, "A003",
        f"found byte 0x{data[error.start]:02X} at offset {error.start}, which is not UTF-8; "
        "expected UTF-8",
        remedy,
    )  # fmt: skip


def _refuse_nul(file: str, data: bytes) -> None:
    offset = data.index(b"\x00")
    line = len(re.findall(rb"\r\n|[\n\r]", data[:offset])) + 1
    _refuse(
        file, line, "A002", f"found byte 0x00 at offset {offset}; expected text",
        "give the statement as text: this is a program's own file (an image, a word processor's)",
    )  # fmt: skip


def _refuse_controls(file: str, lines: list[str], text: str) -> None:
    """Refuse control characters and characters that an earlier conversion lost."""
    # In ASCII the bytes are quickly told: what is left when all text is taken away.
    if text.isascii():
        if not text.encode("ascii").translate(None, _ASCII_TEXT):
            return
    elif not _NOT_TEXT.search(text) and "\ufffd" not in text:
        return
    for number, line in enumerate(lines, 1):
        if found := _NOT_TEXT.search(line):
            _refuse(
                file, number, "A002",
                f"found the control character U+{ord(found[0]):04X}; expected text",
                "remove it, or declare the file's true encoding if many such are found",
            )  # fmt: skip
        if "\ufffd" in line:
            _refuse(
                file, number, "A005",
                "found U+FFFD, which stands for a character lost in an earlier conversion; "
                "expected the text as it was issued",
                "take the text from its source again, with its encoding declared",
            )  # fmt: skip


def _refuse(file: str, line: int, code: str, message: str, remedy: str) -> NoReturn:
    raise ProblemsFound([Problem(file, line, code, message, remedy)])
