"""The blocks of a text: paragraphs, headings, tables, code, HTML, and what other programs read as it stands."""
