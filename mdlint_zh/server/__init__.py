"""The language server: pages as they are typed, looked at by the engine of the command line. Only here is pygls."""
