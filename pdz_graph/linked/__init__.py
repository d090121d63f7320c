"""What is said of each thing, the address of its documents, and the same statements in every form of RDF."""
