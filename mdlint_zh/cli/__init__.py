"""The command line: from options to a request, and from what was found to output and an exit status."""
