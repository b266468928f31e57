"""Bodies, planned sessions and their life, agenda, checks before circulation."""
