"""``python -m orgplan``."""

from orgplan.cli import main

main()
