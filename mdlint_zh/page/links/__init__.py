"""What is wrong with wikilinks: their syntax, their place, and whether they cut a word."""
