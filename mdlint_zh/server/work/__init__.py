"""What the server has done by processes of its own, so that typing never waits: settings, checks, fixes."""
