"""What the pages of one group have alike, as the keys of a family: in their headers, or in their front matter."""
