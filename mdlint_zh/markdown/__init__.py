"""What Markdown says of a text, wikilinks included: lines, front matter, blocks, inline constructs, running text."""
