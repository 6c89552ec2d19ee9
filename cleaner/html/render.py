"""The body as Markdown: headings, lists, quotes, tables, code, and links where wanted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cleaner.html.blocks import BULLET, Block, Layout, is_code, is_heading
from cleaner.model import Removal

_SPECIAL = re.compile(r"([\\`*_\[\]<>])")
_BLOCK_START = re.compile(r"^(\s*)([#>+-]|\d+[.)])(?=\s)")


def to_markdown(layout: Layout, removals: Sequence[Removal], links: bool = False, title: str | None = None) -> str:
    """What the removals leave of a page, as Markdown. ``title``, if given, comes first as the only level-one heading.

    The text is that of the result; only marks are added. In a block of which a part was removed, links are written
    as plain text.
    """
    parts: list[tuple[str, str]] = [("heading", f"# {_escape(title)}")] if title else []
    for block, text in _left(layout, removals):
        whole = text == block.text
        parts.append(_block(layout, block, text, links and whole))
    return _join(parts)


def _left(layout: Layout, removals: Sequence[Removal]) -> Iterable[tuple[Block, str]]:
    """The blocks of which something is left, with what is left."""
    position = 0
    for block in layout.blocks:
        while position < len(removals) and removals[position].end <= block.start:
            position += 1
        pieces, start, index = [], block.start, position
        while index < len(removals) and removals[index].start < block.end:
            pieces.append(layout.text[start : max(start, removals[index].start)])
            start = max(start, removals[index].end)
            index += 1
        text = "".join(pieces) + layout.text[start : block.end] if start < block.end else "".join(pieces)
        if text.strip():
            yield block, text


def _block(layout: Layout, block: Block, text: str, links: bool) -> tuple[str, str]:
    """The kind of a block, and its Markdown."""
    tags = [layout.frames[frame].tag for frame in layout.ancestors(block.frame)]
    if is_code(layout, block):
        return "code", text
    if "table" in tags and block.tag == "tr":
        return "table", "| " + " | ".join(_escape(cell).replace("|", r"\|") for cell in text.split("\t")) + " |"
    words = _with_links(block, text) if links else _escape(text)
    if is_heading(block):
        return "heading", f"{'#' * int(block.tag[1:])} {' '.join(words.split())}"
    words = words.replace("\n", "  \n")
    if "li" in tags:
        depth = sum(tag in ("ul", "ol", "menu") for tag in tags)
        indent = "  " * max(0, depth - 1)
        bare = words.removeprefix(BULLET)
        return "list", f"{indent}- {bare}".replace("\n", f"\n{indent}  ")
    if "blockquote" in tags:
        return "quote", "> " + words.replace("\n", "\n> ")
    return "text", _BLOCK_START.sub(r"\1\\\2", words)


def _with_links(block: Block, text: str) -> str:
    """The text of a block with its links written out."""
    parts, position = [], 0
    for start, end, address in block.links:
        label = text[start:end].strip()
        parts.append(_escape(text[position:start]))
        if label and not address.startswith(("javascript:", "#")):
            parts.append(f"[{_escape(text[start:end])}](<{address.replace('>', '%3E')}>)")
        else:
            parts.append(_escape(text[start:end]))
        position = end
    parts.append(_escape(text[position:]))
    return "".join(parts)


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _join(parts: list[tuple[str, str]]) -> str:
    """Blocks with blank lines between them, except within a list, a table, a quote or a piece of code."""
    lines: list[str] = []
    before = ""
    for kind, text in parts:
        tight = kind == before and kind in ("list", "table")
        if lines and not tight:
            lines.append(">" if kind == before == "quote" else "")
        if kind == "code":
            text = f"```\n{text}\n```"
        lines.append(text)
        if kind == "table" and not tight:
            lines.append("|" + " --- |" * (len(re.split(r"(?<!\\)\|", text)) - 2))
        before = kind
    return "\n".join(lines) + ("\n" if lines else "")
