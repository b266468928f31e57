"""The addresses of the programming interface, one file a register."""
