"""The pages that people read: one for each thing, and those that lead to them. No query is evaluated here."""
