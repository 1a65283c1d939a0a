"""Reports: findings in, text out. Each module has `render` for the findings of one page; nothing here decides."""
