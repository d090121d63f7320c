"""The figures of the server, in the text format of Prometheus (version 0.0.4): counts, times, what is going on now."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
#: The bounds of the times that are told apart, in seconds, each included.
BOUNDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

Labels = tuple[tuple[str, str], ...]


class Figures:
    """Counters, and a histogram of times for each route; ``now`` are gauges that are asked for when they are told."""

    def __init__(self) -> None:
        self._counts: dict[str, dict[Labels, float]] = defaultdict(lambda: defaultdict(float))
        self._times: dict[str, list[float]] = defaultdict(lambda: [0.0] * (len(BOUNDS) + 2))

    def count(self, name: str, labels: Labels = (), by: float = 1) -> None:
        """Count one more of something."""
        self._counts[name][labels] += by

    def time(self, route: str, seconds: float) -> None:
        """Count an answer, and how long it took."""
        times = self._times[route]
        times[bisect_left(BOUNDS, seconds)] += 1
        times[-1] += seconds

    def written(self, now: Mapping[str, float]) -> bytes:
        """Return all the figures, sorted; ``now`` are the gauges, by name."""
        lines = [*self._counters(), *self._histograms()]
        for name in sorted(now):
            lines += [*_head(name, "gauge"), f"{name} {now[name]:g}"]
        return "".join(f"{line}\n" for line in lines).encode()

    def _counters(self) -> Iterator[str]:
        for name in sorted(self._counts):
            yield from _head(name, "counter")
            for labels, value in sorted(self._counts[name].items()):
                yield f"{name}{_labels(labels)} {value:g}" if value < 1e6 else f"{name}{_labels(labels)} {int(value)}"

    def _histograms(self) -> Iterator[str]:
        if self._times:
            yield from _head(SECONDS, "histogram")
        for route, times in sorted(self._times.items()):
            total = 0
            for bound, found in zip((*(f"{bound:g}" for bound in BOUNDS), "+Inf"), times, strict=False):
                total += int(found)
                yield f"{SECONDS}_bucket{_labels((('route', route), ('le', bound)))} {total}"
            yield f"{SECONDS}_sum{_labels((('route', route),))} {times[-1]:.6f}"
            yield f"{SECONDS}_count{_labels((('route', route),))} {total}"


REQUESTS: Final = "pdz_requests_total"
SECONDS: Final = "pdz_request_seconds"
HITS: Final = "pdz_cache_hits_total"
MISSES: Final = "pdz_cache_misses_total"
OUTCOMES: Final = "pdz_queries_total"
DROPPED: Final = "pdz_connections_dropped_total"
BUILT: Final = "pdz_publications_total"

#: What each figure is.
_HELP: Final[Mapping[str, str]] = {
    REQUESTS: "Requests answered, by route, method and status.",
    SECONDS: "Seconds from the headers of a request to the end of its answer, by route.",
    HITS: "Answers given from those kept in mind.",
    MISSES: "Answers that had to be found.",
    OUTCOMES: "Queries given to the workers, by outcome.",
    DROPPED: "Connections ended by the server, by reason.",
    BUILT: "Publications of the data, by outcome.",
    "pdz_cache_bytes": "Bytes of the answers kept in mind.",
    "pdz_connections": "Open connections.",
    "pdz_requests_running": "Requests being answered.",
    "pdz_queries_waiting": "Queries that wait for a worker.",
    "pdz_stale": "1 where the data have changed, and could not be published.",
    "pdz_workers": "Workers that are alive.",
    "pdz_workers_born": "Workers started since the server was.",
    "pdz_workers_isolated": "1 where the workers have no network.",
    "pdz_workers_killed": "Workers ended by force since the server was started.",
    "pdz_workers_working": "Workers that evaluate a query now.",
}


def _head(name: str, kind: str) -> Iterator[str]:
    if name in _HELP:
        yield f"# HELP {name} {_HELP[name]}"
    yield f"# TYPE {name} {kind}"


def _labels(labels: Labels) -> str:
    said = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels)
    return f"{{{said}}}" if said else ""


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace("\n", r"\n").replace('"', r"\"")
