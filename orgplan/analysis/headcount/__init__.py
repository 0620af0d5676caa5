"""Heads in time: how each stay begins and ends, the walk from opening to closing, and reporting
lines.
"""
