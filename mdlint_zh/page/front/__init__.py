"""Front matter as a family of pages has it: keys, the types of their values, the forms of dates."""
