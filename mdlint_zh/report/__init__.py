"""Reports: findings in, text out. Nothing here decides what is found or shown."""
