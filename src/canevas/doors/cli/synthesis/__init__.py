"""What ``canevas synthesis`` does, act by act: each calls the operation that the pages call, and says what it did in a
sentence and as JSON."""
