"""`python -m gatepost` is the command `gatepost`."""

from gatepost.cli.main import app

if __name__ == "__main__":
    app(prog_name="gatepost")
