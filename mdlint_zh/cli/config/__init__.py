"""Settings that people can see: `mdlint-zh config show`, `get` and `schema`."""
