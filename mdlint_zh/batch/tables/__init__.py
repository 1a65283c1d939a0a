"""The two tables of a batch: findings and facts of pages, as Arrow has them, written and read back."""
