"""The header of an article, part by part, read tolerantly; the profile that says how it should be."""
