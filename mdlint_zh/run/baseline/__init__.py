"""The baseline: findings that were there before, read, compared with what is found now, and written."""
