"""What people, seats and courses cost beside pay, which money there is, and where it is booked."""
