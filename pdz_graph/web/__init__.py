"""The web server: SPARQL 1.1 Protocol, the catalogue over HTTP, a page. It never evaluates a query: the jail does."""
