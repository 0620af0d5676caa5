"""Seats and who sits on them: reconciled with the roster, asked for, filled and replaced."""
