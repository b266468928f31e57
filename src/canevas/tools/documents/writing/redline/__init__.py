"""Changes written into a Word file as Word's own tracked changes, and tracked changes accepted or rejected all at once.

* :func:`write_redline`: changes, each with its author and date, at places of a base;
* :func:`redline_between`, :func:`changes_between`: the changes that lead from one text to another;
* :func:`accept_all`, :func:`reject_all`: the two texts that a redline holds.
"""
