"""Inputs written as sheets: the template, and the rows of an organisation."""
