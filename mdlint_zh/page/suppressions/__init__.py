"""Comments on a page that suppress findings: what they say, where they hold, and how they are taken out."""
