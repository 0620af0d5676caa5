"""Sheets of actions: who is hired, trained, moved, let go or takes over, and why."""
