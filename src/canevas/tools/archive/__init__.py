"""One file that holds many, written and read as a stream, encrypted to public keys (age); and how a restored home takes
the place of the one that stood there."""
from __future__ import annotations
