"""``python -m orgplan``."""

from orgplan.cli import main

if __name__ == "__main__":
    main()
