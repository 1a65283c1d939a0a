"""The kinds of change: what the edits of a rule may do to a page, told by one function and two sets of names each."""
