"""What files, disks and signals do to a run."""
