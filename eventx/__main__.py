"""``python -m eventx``: the command, where the script is not on the path."""

from eventx.cli import main

if __name__ == "__main__":
    main()
