"""What is alike on the pages of an archive: `init` writes it down as families.

`sample` finds the pages and draws some of each folder; `head` reads the beginning and the end of one page off, and
assumes nothing of it; `groups` puts folders together whose pages begin alike; `values` says of a group what nearly all
have; `fit` holds that against the pages by the rules themselves and gives up what does not fit; `site` knows the files
of site generators; `settings_file` writes it all, with the reasons.
"""
