"""The register as a clerk keeps it: tables read into statements. What the statements are worth is judged elsewhere."""

from pdz_graph.tables.known import NOTHING, Entry, Known, known_of, known_of_register
from pdz_graph.tables.measure import oversize
from pdz_graph.tables.register import Register, read_register

__all__ = ["NOTHING", "Entry", "Known", "Register", "known_of", "known_of_register", "oversize", "read_register"]
