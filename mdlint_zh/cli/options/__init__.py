"""Options that several commands share, what their values are, and what a shell offers for them."""
