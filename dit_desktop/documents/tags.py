# SPDX-License-Identifier: Apache-2.0
"""The reading order of a paper, for people who listen to it, and what the file says about itself."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

LANGUAGE = "en-GB"
PROGRAM = "DIT Desktop"


@dataclass
class Element:
    """A heading or paragraph, and where on which pages its pieces were drawn."""

    role: str
    marks: list[tuple[int, int]] = field(default_factory=list)


class ReadingOrder:
    """The elements of a paper in the order in which they are read; page numbers start at 1."""

    def __init__(self) -> None:
        self._elements: list[Element] = []
        self._next_mark: defaultdict[int, int] = defaultdict(int)

    def element(self, role: str) -> Element:
        """A new element, read after those before it."""
        element = Element(role)
        self._elements.append(element)
        return element

    def mark(self, element: Element, page: int) -> int:
        """Note that a piece of the element is drawn on a page, and give the number to draw it under."""
        number = self._next_mark[page]
        self._next_mark[page] += 1
        element.marks.append((page, number))
        return number

    def write(self, pdf: Pdf) -> None:
        """Put the structure tree into a file whose pages were drawn with these marks."""
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
        owners: defaultdict[int, dict[int, pikepdf.Object]] = defaultdict(dict)
        kids = []
        for element in self._elements:
            node = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + element.role), P=document))
            pieces = []
            for page, number in element.marks:
                leaf = pdf.pages[page - 1].obj
                pieces.append(Dictionary(Type=Name.MCR, Pg=leaf, MCID=number))
                owners[page][number] = node
            node.K = Array(pieces)
            kids.append(node)
        document.K = Array(kids)
        root.K = document
        tree: list[pikepdf.Object | int] = []
        for page, nodes in sorted(owners.items()):
            pdf.pages[page - 1].obj.StructParents = page - 1
            tree += [page - 1, Array([nodes[number] for number in sorted(nodes)])]
        root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(tree)))
        root.ParentTreeNextKey = len(pdf.pages)
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = Dictionary(Marked=True)


def finish(data: bytes, order: ReadingOrder, *, title: str, author: str, day: date) -> bytes:
    """The file with its reading order, language, kind and practice; the same input gives the same bytes."""
    result = BytesIO()
    with Pdf.open(BytesIO(data)) as pdf:
        order.write(pdf)
        pdf.Root.Lang = String(LANGUAGE)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        about = {"/Title": title, "/Author": author, "/Creator": PROGRAM, "/Producer": PROGRAM}
        about["/CreationDate"] = f"D:{day:%Y%m%d}"
        pdf.trailer.Info = pdf.make_indirect(Dictionary({key: String(words) for key, words in about.items() if words}))
        pdf.save(result, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return result.getvalue()
