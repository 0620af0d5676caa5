"""What teams require: holders of skills, capacity in FTE, and staff."""
