"""The revisions of a Word file: who inserted, deleted or moved what and when, each place of a table known.

``read_revisions`` reads a file into streams of pieces that stand before the changes, after them, or both: rejecting
everything and accepting everything are two ways of reading one stream. ``changes`` puts Word's marks together to what
a person did.
"""
