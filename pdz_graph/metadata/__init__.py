"""What is said of the data as a whole: catalogue record, dumps, tables, digests, feeds. It knows no page."""
