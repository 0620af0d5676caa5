"""Structural rules about who leads: heads, spans, layers and echelons."""
