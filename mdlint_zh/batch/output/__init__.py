"""What a batch leaves: tables, repaired copies, and the manifest of what is done; each file is whole or not there."""
