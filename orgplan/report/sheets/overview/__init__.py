"""Sheets for whoever decides: Summary, Key figures, and where everything stands."""
