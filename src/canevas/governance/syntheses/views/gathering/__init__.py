"""The pages where a synthesis begins and what regions recommended is put together."""
