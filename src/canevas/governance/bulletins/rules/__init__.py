"""What a bulletin says, as values."""
