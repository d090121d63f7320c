"""Everything that is published of an accordo, put together, and written into a folder: whole, or not at all."""
