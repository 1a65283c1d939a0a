"""Between an editor and the server: messages in a stream, places in a text as an editor counts, what it can do."""
