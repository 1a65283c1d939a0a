"""What was found before on pages that have not changed."""
