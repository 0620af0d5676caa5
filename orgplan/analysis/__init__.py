"""What a plan means: coverage, walk, why each action is in it, what nothing at all would leave
open, and how to get out of a dead end.
"""
