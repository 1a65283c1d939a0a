"""What can be said of an edge without any model: numbers, names before a dot, pieces of known wholes, free endings."""
