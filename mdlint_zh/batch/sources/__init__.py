"""Where pages come from: folders, globs, stores of objects, and shards that pack many pages."""
