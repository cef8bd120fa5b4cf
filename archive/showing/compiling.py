"""How the theme's templates become Python: the interface's words as constants, plain attributes.

Jinja as it comes looks a message up each time it is said, though a compiled template belongs to one
language; finds each attribute through a function that would take an item too; and makes an object
of each piece of text before it joins them.  This compiler, which an environment takes through
``Environment.code_generator_class``, leaves that out.  What a template says is the same, but for
one thing: ``thing.name`` is an attribute and never an item of a dictionary.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from gettext import NullTranslations
from typing import Any, TypeGuard

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import InternationalizationExtension
from markupsafe import Markup, escape

_placeholder = re.compile(r"%\((\w+)\)s|%(%)")


def html_of(value: Any) -> str:  # noqa: ANN401 - whatever a template puts out
    """Return a value as HTML text: markup as it is, everything else escaped."""
    if value.__class__ is not str:
        return value if value.__class__ is Markup else escape(value)
    if "&" in value or "<" in value or ">" in value or '"' in value or "'" in value:
        return escape(value)
    return value


# What a kept block may use without naming it: the words of the language, and the macros of lists,
# which are functions of what they are given and of ``root``.
SHARED = frozenset({"_", "gettext", "ngettext", "lists"})
# So many pieces of a kind are kept; when there are more, the pages are far apart in the archive.
KEPT = 20_000


class Kept(dict[tuple[Any, ...], str]):
    """Pieces of pages by the values that they are made from."""

    def __setitem__(self, key: tuple[Any, ...], piece: str) -> None:
        if len(self) >= KEPT:
            self.clear()
        super().__setitem__(key, piece)


class Compiler(CodeGenerator):
    """Jinja's code generator for templates in one language."""

    environment: Any  # ``Speaking`` has extended it

    def write_commons(self) -> None:
        """Begin each function of a template with our own way of escaping."""
        super().write_commons()
        self.writeline("escape = environment.html_of")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """Write what is put out, each message in its language with its values in their places."""
        said = [part for child in node.nodes for part in self._said(child)]
        super().visit_Output(nodes.Output(said, lineno=node.lineno), frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802
        """Write a message with a number as a call of what knows the forms, not of the context."""
        if _calls(node, "ngettext", 3) and isinstance(node.args[1], nodes.Const):
            self.write("environment.speaking.counted(")
            for argument in node.args:
                self.visit(argument, frame)
                self.write(", ")
            for keyword in node.kwargs:
                self.visit(keyword, frame)
                self.write(", ")
            self.write(")")
            return
        super().visit_Call(node, frame, forward_caller=forward_caller)

    def visit_FilterBlock(self, node: nodes.FilterBlock, frame: Frame) -> None:  # noqa: N802
        """Write a block under ``kept(...)`` so that it is made once for the values it names."""
        if node.filter.name != "kept":
            super().visit_FilterBlock(node, frame)
            return
        self._refuse_others(node)
        key, made = self.temporary_identifier(), self.temporary_identifier()
        inner = frame.inner()
        inner.symbols.analyze_node(node)
        self.enter_frame(inner)
        name = hashlib.sha256(repr(node).encode()).hexdigest()[
            :20
        ]  # blocks alike share what is kept
        self.writeline(f"{made} = environment.speaking.kept[{name!r}]")
        self.writeline(f"{key} = (", node)
        for value in node.filter.args:
            self.visit(value, inner)
            self.write(", ")
        self.write(")")
        self.writeline(f"if {key} not in {made}:")
        self.indent()
        self.buffer(inner)
        self.blockvisit(node.body, inner)
        self.writeline(f"{made}[{key}] = concat({inner.buffer})")
        self.outdent()
        self.simple_write(f"{made}[{key}]", frame)
        self.leave_frame(inner)

    def _refuse_others(self, node: nodes.FilterBlock) -> None:
        """Refuse a block that depends on more than the values under which it is kept."""
        own = {name.name for name in node.find_all(nodes.Name) if name.ctx != "load"} | SHARED
        waiting: list[nodes.Node] = list(node.body)
        while waiting:
            part = waiting.pop()
            if part in node.filter.args:
                continue
            if isinstance(part, nodes.Name) and part.name not in own:
                self.fail(f'a kept block uses "{part.name}", which it is not kept for', part.lineno)
            waiting.extend(part.iter_child_nodes())

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Write an attribute as one; only ``self`` has a template's blocks as items."""
        if isinstance(node.node, nodes.Name) and node.node.name == "self":
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def _said(self, node: nodes.Expr) -> Iterator[nodes.Expr]:
        """Yield a message as its words in the language and its values between them."""
        if not _calls(node, "_", 1) and not _calls(node, "gettext", 1):
            yield node
            return
        words = self.environment.speaking.words(node.args[0].as_const())
        values = {keyword.key: keyword.value for keyword in node.kwargs}
        last = 0
        for place in _placeholder.finditer(words):
            yield nodes.TemplateData(words[last : place.start()], lineno=node.lineno)
            if place[1] and place[1] not in values:
                self.fail(f'"{words}" has no value for "{place[1]}"', node.lineno)
            yield values[place[1]] if place[1] else nodes.TemplateData("%", lineno=node.lineno)
            last = place.end()
        yield nodes.TemplateData(words[last:], lineno=node.lineno)


def _calls(node: nodes.Expr, name: str, values: int) -> TypeGuard[nodes.Call]:
    """Tell whether an expression calls ``name`` with a constant first of ``values`` arguments."""
    return (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.Name)
        and node.node.name == name
        and len(node.args) == values
        and isinstance(node.args[0], nodes.Const)
        and node.dyn_args is None
        and node.dyn_kwargs is None
    )


class Speaking(InternationalizationExtension):
    """Has an environment compile its templates for the language that it is told to speak."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.code_generator_class = Compiler
        environment.extend(speaking=self, html_of=html_of)
        environment.filters["kept"] = lambda piece, *_: piece
        self.kept: defaultdict[str, Kept] = defaultdict(Kept)
        self.speak(NullTranslations())

    def speak(self, translations: NullTranslations) -> None:
        """Take the words from these messages, in templates that are compiled from now on."""
        self.words = translations.gettext
        self.forms = translations.ngettext
        self.environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]

    def counted(self, singular: str, plural: str, number: int, **values: Any) -> Markup:  # noqa: ANN401
        """Say a message in the form that its number takes."""
        said = {name: html_of(value) for name, value in values.items()}
        words = self.forms(singular, plural, number)
        return Markup(words % {"num": number, **said})  # noqa: S704 - catalogues are the theme's
