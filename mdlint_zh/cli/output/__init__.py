"""What a run shows: each format's text in its place, all of it or as much as there is room for, and how far it is."""
