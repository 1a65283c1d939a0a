"""Many machines, from the command line: a batch that is run, and what one has left, shown."""
