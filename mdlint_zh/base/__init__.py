"""What knows nothing of pages: patterns made late, files opened safely, patterns of `.gitignore`, the log."""
