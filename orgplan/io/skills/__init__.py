"""Ratings of skills as sheets hold them: whose they are, on which scale, and what colours and
legends say.
"""
