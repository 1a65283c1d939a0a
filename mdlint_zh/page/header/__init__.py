"""The header of an article, part by part, read tolerantly."""
