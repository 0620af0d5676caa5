"""Answers to what-ifs that are planned again: why, at what price, how much for how much money."""
