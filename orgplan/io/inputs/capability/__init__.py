"""Readers of what people can do and learn: roles, ladders, skills, stages and courses."""
