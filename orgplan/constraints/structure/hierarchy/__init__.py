"""Structural rules about who leads whom: heads, spans, layers and echelons."""
