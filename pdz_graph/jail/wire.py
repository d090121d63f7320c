"""What passes between the pool and its workers: a head in JSON and a body of bytes, each with its length before it."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from socket import MSG_WAITALL, socket
from typing import Any, Final

from pdz_graph.errors import Text
from pdz_graph.jail import Asked, Reply

_LENGTHS: Final = struct.Struct(">II")
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
Message = tuple[dict[str, Any], bytes]


def packed(head: dict[str, Any], body: bytes = b"") -> bytes:
    """Return a message as it travels."""
    said = _ENCODER.encode(head).encode("utf-8", "surrogatepass")
    return b"".join((_LENGTHS.pack(len(said), len(body)), said, body))


def receive(channel: socket) -> Message | None:
    """Wait for a message; None when nobody will send any more."""
    lengths = _whole(channel, _LENGTHS.size)
    if lengths is None:
        return None
    first, second = _LENGTHS.unpack(lengths)
    data = _whole(channel, first + second)
    return None if data is None else (_head(data[:first]), data[first:])


def _whole(channel: socket, size: int) -> bytes | None:
    data = channel.recv(size, MSG_WAITALL)
    while 0 < len(data) < size and (more := channel.recv(size - len(data), MSG_WAITALL)):
        data += more
    return data if len(data) == size else None


def _head(data: bytes | bytearray) -> dict[str, Any]:
    head: dict[str, Any] = json.loads(data.decode("utf-8", "surrogatepass"))
    return head


class Inbox:
    """Messages as they arrive in pieces."""

    def __init__(self, most: int) -> None:
        self.data, self.most = bytearray(), most

    def feed(self, data: bytes) -> Iterator[Message]:
        """Yield the messages that are whole now; raises ValueError for one longer than ``most`` bytes."""
        self.data += data
        while len(self.data) >= _LENGTHS.size:
            first, second = _LENGTHS.unpack_from(self.data)
            if first + second > self.most:
                raise ValueError(f"a message of {first + second} bytes")
            begin, end = _LENGTHS.size + first, _LENGTHS.size + first + second
            if len(self.data) < end:
                return
            message = _head(self.data[_LENGTHS.size : begin]), bytes(self.data[begin:end])
            del self.data[:end]
            yield message


def asked_to(asked: Asked) -> bytes:
    """Return the message of what is asked."""
    return packed(vars(asked))


def asked_from(message: Message) -> Asked:
    """Return what is asked by a message."""
    head, _ = message
    return Asked(head["query"], head["form"], head["lang"], tuple(head["default_graphs"]), tuple(head["named_graphs"]))


def reply_to(reply: Reply, *, last: bool = False) -> bytes:
    """Return the message of a reply; ``last`` tells that whoever sends it ends now."""
    texts = {
        name: said and [said.it, said.en] for name, said in (("sentence", reply.sentence), ("remedy", reply.remedy))
    }
    head = {"outcome": reply.outcome, "cut": reply.cut, "code": reply.code, **texts, "last": last}
    return packed(head, reply.body)


def reply_from(message: Message) -> tuple[Reply, bool]:
    """Return the reply of a message, and whether it is the last."""
    head, body = message
    sentence, remedy = (Text(*head[name]) if head[name] else None for name in ("sentence", "remedy"))
    return Reply(head["outcome"], body, head["cut"], head["code"], sentence, remedy), head["last"]
