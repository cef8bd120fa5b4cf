"""A mail (RFC 5322, MIME) as plain text: its headers as labelled lines, then its words."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage

_HEADERS = ("From", "To", "Cc", "Date", "Subject")
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h[1-6]|/tr|/blockquote)\b[^>]*>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style|head|title)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)


def text(data: bytes) -> str:
    """Return the mail as a seed holds it: decoded headers, a blank line, the plain text.

    Of the alternatives the plain one is taken; one that is only HTML loses its tags.  Attachments
    are left out.
    """
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage):
        return data.decode("utf-8", "strict")
    lines = [f"{name}: {_one_line(str(message[name]))}" for name in _HEADERS if message[name]]
    return "\n".join(lines) + "\n\n" + _body(message).strip("\n") + "\n"


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _body(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    if not isinstance(part, EmailMessage):
        return ""
    content = part.get_content()
    if not isinstance(content, str):
        return ""
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    if part.get_content_type() == "text/html":
        return _without_tags(content)
    if part.get_param("format") == "flowed":
        return _unflowed(content)
    return content


def _unflowed(content: str) -> str:
    """Join the lines of ``format=flowed`` text that end in a space (RFC 3676)."""
    lines: list[str] = []
    for line in content.split("\n"):
        line = line.removeprefix(" ")  # noqa: PLW2901  space-stuffing
        if lines and lines[-1].endswith(" ") and lines[-1] != "-- ":
            lines[-1] += line
        else:
            lines.append(line)
    return "\n".join(lines)


def _without_tags(content: str) -> str:
    from html import unescape  # noqa: PLC0415  seldom needed

    plain = _BREAK.sub("\n\n", _HIDDEN.sub("", content))
    plain = unescape(re.sub(r"<[^<>]*>", "", plain))
    return re.sub(r"\n[ \t]*\n\s*", "\n\n", plain)
