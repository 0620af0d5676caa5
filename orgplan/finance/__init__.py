"""What people, seats and courses cost, month by month and to the cent."""
