"""Readers of the input sheets, and the organisation that they give."""
