"""The command line: parse, call the api, print, exit code. It never prompts."""

from .main import main
