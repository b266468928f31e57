"""The official documents of a session, in the common outline: Word from a template, PDF by typst."""
