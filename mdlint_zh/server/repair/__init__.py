"""What is done about findings: actions at a place and on the page, repairs on request and on save, commands."""
