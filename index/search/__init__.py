"""Finding articles by their words: the Whoosh index, its writer, queries and their results."""
