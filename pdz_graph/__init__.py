"""An accordo di programma as a knowledge graph that judges itself."""

__version__ = "0.4.0"
