"""The pages of recommendations; each module has those of its own part."""
