"""Lists of the titles that pages of an encyclopedia have."""
