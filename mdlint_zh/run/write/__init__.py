"""Pages written so that they are either the old one or the new one, whatever happens."""
