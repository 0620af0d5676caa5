"""The command line: parse, call the api, print, exit code. It never prompts."""

from orgplan.cli.main import main
