"""``python -m newsroom`` is the command ``newsroom``."""

from newsroom.cli.program import main

main()
