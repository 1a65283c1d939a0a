"""Rules in, findings and fixes out: what a rule is, which are run, and what their fixes may do."""
