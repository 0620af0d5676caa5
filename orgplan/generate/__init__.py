"""Invented organisations of any size: what benchmarks and tests plan, and what a command writes. No person is real."""

from orgplan.generate.organisation import generate
from orgplan.generate.shape import Shape
