"""What courses are bound to: path, prerequisites, load, seats and mentors."""
