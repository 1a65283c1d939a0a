"""What can be set and what is set, told to people and to editors: read off the types that settings are kept in."""
