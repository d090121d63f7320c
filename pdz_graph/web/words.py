"""The words of the server, in both languages: what it is called, and what its routes are for."""

from __future__ import annotations

from typing import Final

from pdz_graph.errors import Text

TITLE: Final = Text("Accordi di programma: domande", "Programme agreements: questions")
LISTENING: Final = Text("In ascolto su", "Listening on")
