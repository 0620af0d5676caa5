"""Where money goes, and why two sums differ."""
