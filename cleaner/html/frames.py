"""What is known of each element of a page: sums of what it holds, and what it and those around it call themselves."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from cleaner.html.blocks import Frame, Layout
from cleaner.html.evidence import kinds_of_names, vocabulary

FAR = 9.0
"""Stands for "nowhere": the distance to something that is not there, capped."""

WRAPPER = 0.6
"""A frame with so large a share of the page's words is its layout: what it calls itself says nothing against it."""

SECTIONING = ("footer", "form", "section")
"""Elements that it is a fact to stand in."""

_KINDS = [kind.name for kind in vocabulary().kinds]
_CATEGORIES = [kind.category for kind in vocabulary().kinds]
_BODY, _ARTICLE, _CAPTION = (_KINDS.index(name) for name in ("body", "article", "caption"))
_JUNK = {i for i, kind in enumerate(vocabulary().kinds) if kind.category and kind.name not in ("caption", "date")}
_UNBOUND = {_KINDS.index("consent"), _KINDS.index("comments")}
"""Kinds that even the element around the whole page may be."""


class FrameFacts:
    """What is known of each frame, by its index.

    ``kept`` counts the words in it that the witness keeps, ``blocks`` its blocks. ``good`` frames call themselves body
    or an article, ``bad`` ones some kind of junk. ``tags`` says which `SECTIONING` elements it stands in, ``around``
    which is the next frame out that holds more.
    """

    def __init__(self, layout: Layout, kept: Sequence[float], total: int) -> None:
        frames, blocks = layout.frames, layout.blocks
        self.kept, self.blocks = ([0.0] * len(frames) for _ in range(2))
        for block, share in zip(blocks, kept, strict=True):
            self.kept[block.frame] += block.words * share
            self.blocks[block.frame] += 1
        for frame in reversed(frames):
            if frame.parent >= 0:
                for sums in (self.kept, self.blocks):
                    sums[frame.parent] += sums[frame.index]
        self.good: list[bool] = []
        self.bad: list[bool] = []
        self.tags: list[list[float]] = []
        self.around: list[int] = []
        self._frames = frames
        self._junk: list[int] = []
        self._named: list[dict[int, int]] = []
        for frame in frames:
            self._add_around(frame)
            wrapper = frame.words > WRAPPER * total
            self._add_names(frame, wrapper)
            tags = self.tags[frame.parent] if frame.parent >= 0 else [0.0] * len(SECTIONING)
            if frame.tag in SECTIONING and not wrapper:
                tags = list(tags)
                tags[SECTIONING.index(frame.tag)] = 1.0
            self.tags.append(tags)

    def _add_around(self, frame: Frame) -> None:
        """The next frame out that holds more: elements around a single paragraph or list are its wrapping."""
        above = self._frames[frame.parent]
        wrapped = frame.parent >= 0 and (above.first, above.last) == (frame.first, frame.last)
        self.around.append(self.around[frame.parent] if wrapped else frame.parent)

    def _add_names(self, frame: Frame, wrapper: bool) -> None:
        """Which kinds the frame names itself, and at which depth each kind was last named around it."""
        named, junk = {}, -int(FAR)
        if frame.parent >= 0:
            named, junk = self._named[frame.parent], self._junk[frame.parent]
        own = kinds_of_names(frame.names) if frame.names else ()
        if own and wrapper:
            own = tuple(kind for kind in own if kind in _UNBOUND or not _CATEGORIES[kind])
        good = bad = False
        if own:
            named = {**named, **dict.fromkeys(own, frame.depth)}
            good = _BODY in own or _ARTICLE in own
            bad = not _JUNK.isdisjoint(own)
            junk = frame.depth if bad or _CAPTION in own else junk
        self._named.append(named)
        self._junk.append(junk)
        self.good.append(good)
        self.bad.append(bad)

    def name_distances(self, frame: int, kinds: Sequence[int]) -> list[float]:
        """For each of ``kinds``: how many elements out from a frame the next one of that name is, up to `FAR`."""
        named = self._named[frame]
        if not named:
            return [FAR] * len(kinds)
        depth = self._frames[frame].depth
        return [min(FAR, float(depth - named[kind])) if kind in named else FAR for kind in kinds]

    def nearest(self, frame: int, most: int, kinds: Collection[int]) -> int | None:
        """Which of ``kinds`` the next element out names itself, if any does at most so many elements out."""
        named, depth = self._named[frame], self._frames[frame].depth
        found = [(depth - at, kind) for kind, at in named.items() if kind in kinds and depth - at <= most]
        return min(found)[1] if found else None

    def junk_distance(self, frame: int) -> int:
        """How many elements out from a frame the next one is that names itself some kind of junk."""
        return self._frames[frame].depth - self._junk[frame]
