"""`python -m mdlint_zh` is the command `mdlint-zh`."""

from mdlint_zh.cli.main import main

main()
