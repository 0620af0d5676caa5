"""`orgplan roles` and `orgplan rules`: the library on a terminal."""
