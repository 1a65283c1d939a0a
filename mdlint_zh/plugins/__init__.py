"""Entry points and hooks, for rules and formats alike."""
