"""What rows are made of: the interface to a model, and presence, proficiency, output and triggers as expressions."""
