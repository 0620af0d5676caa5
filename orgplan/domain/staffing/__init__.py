"""Who is there, what they can do and who leads them, day by day, as a plan has it."""
