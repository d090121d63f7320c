"""Answers kept in mind, the least asked for forgotten first: bounded in bytes. New data have new keys."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

#: What an answer costs beyond its body, in bytes.
_OVERHEAD: Final = 512
#: An answer larger than this part of the whole is not kept: it would push out all the others.
_PART: Final = 8


@dataclass(frozen=True)
class Answer:
    """A whole answer: its body, its content type, and how it was cut ("" where it was not, else "rows" or "bytes")."""

    body: bytes
    media: str
    cut: str = ""


class Kept:
    """Answers by their key, at most ``room`` bytes of them."""

    def __init__(self, room: int) -> None:
        self.room, self.used = room, 0
        self._answers: OrderedDict[str, Answer] = OrderedDict()

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, key: str) -> Answer | None:
        """Return an answer, None where it is not kept."""
        found = self._answers.get(key)
        if found is not None:
            self._answers.move_to_end(key)
        return found

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer, and let go of those asked for longest ago where there is no room."""
        cost = len(answer.body) + _OVERHEAD
        if cost > self.room // _PART or key in self._answers:
            return
        self._answers[key] = answer
        self.used += cost
        while self.used > self.room:
            _, gone = self._answers.popitem(last=False)
            self.used -= len(gone.body) + _OVERHEAD

    def clear(self) -> None:
        """Forget every answer."""
        self._answers.clear()
        self.used = 0
