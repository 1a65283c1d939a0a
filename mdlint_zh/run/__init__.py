"""From paths to reports: pages found, read, looked at by several processes, remembered and written."""
