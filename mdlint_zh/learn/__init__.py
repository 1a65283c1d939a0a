"""What is alike on the pages of an archive: `init` writes it down as families, `images` lists what lacks an alt text.

`sample` draws some pages of each folder; `head` and `line` read the beginning and the end of one page off and assume
nothing; `groups` puts folders together whose pages begin alike; `alike` says what nearly all pages of a group have;
`fit` holds that against the pages by the rules themselves, and gives up what does not fit; `site` knows the files of
site generators; `settings_file` writes it all down. `images` reads all pages, and counts their images by URL.
"""
