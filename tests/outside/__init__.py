"""Families from outside the package: one of rules, one of plain limits."""
