"""The forms in which published tables leave, each read back by the field's own library in the tests."""
