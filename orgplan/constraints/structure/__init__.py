"""Structural rules, one module for each family, and the measures that they share."""
