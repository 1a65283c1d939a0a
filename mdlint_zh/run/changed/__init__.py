"""What has changed, as git tells it: which pages, which of their lines, and what is staged."""
