"""Who is named in public: a register as everybody may read it, and the leaks that would stop its publication."""

from pdz_graph.projection.leaks import check
from pdz_graph.projection.public import Projected, project

__all__ = ["Projected", "check", "project"]
