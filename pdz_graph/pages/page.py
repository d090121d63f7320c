"""A page: what it is about, what it shows, and its bytes in a language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.environment import TemplateModule
from pyoxigraph import NamedNode

from pdz_graph import words
from pdz_graph.errors import Text
from pdz_graph.linked.addresses import STATEMENTS
from pdz_graph.linked.served import policy
from pdz_graph.pages import said
from pdz_graph.pages.pen import Pen
from pdz_graph.pages.scene import Scene
from pdz_graph.reports.values import plain

_TEMPLATES: Final = Path(__file__).parent / "templates"
_NOTHING: Final = Text("", "")


@dataclass(frozen=True)
class Page:
    """A page at ``path`` (from the base, without language and extension), the same in every language but for its words.

    ``shown`` is what its template is given; ``section`` is the part of the menu to which it belongs (a path);
    ``trail`` leads to it; ``things`` are those that it is about, the first of them the one that has its address.
    """

    path: str
    title: Text
    template: str
    shown: Mapping[str, Any] = field(default_factory=dict)
    section: str = ""
    trail: tuple[tuple[str, Text], ...] = ()
    things: tuple[NamedNode, ...] = ()
    summary: Text = _NOTHING


#: A view makes the page of the document at a path about some things, the first of which has the address of the path.
View = Callable[[Scene, str, tuple[NamedNode, ...]], Page]
#: A maker makes pages that are about no single thing, one or more.
Maker = Callable[[Scene], Iterator[Page]]


def render(scene: Scene, page: Page, lang: str) -> bytes:
    """Return a page as HTML in a language; characters that would act instead of being read are shown as marks."""
    pen = Pen(scene, page.path, lang)
    shared = {"page": page, "pen": pen, "scene": scene, "lang": lang, "said": said, "words": words}
    menu = pen.once(f"menu {page.section} {page.path == page.section}", partial(_part, "menu.html.j2", shared))
    foot = pen.once("foot", partial(_part, "foot.html.j2", shared))
    template = _environment().get_template(page.template)
    text = template.render(
        **page.shown, **shared, book=scene.book, statements=STATEMENTS, policy=policy, menu=menu, foot=foot
    )
    return plain(text).encode()


def _part(template: str, shared: Mapping[str, Any]) -> TemplateModule:
    """Return a part of a page, written: as a module of Jinja it is known to be HTML already."""
    return _environment().get_template(template).make_module(dict(shared))


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
