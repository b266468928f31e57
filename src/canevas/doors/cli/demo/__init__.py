"""The demonstration: two years of invented meetings on the true reference of places and structures.

:func:`~canevas.doors.cli.demo.inventing.invent` makes them (pure and repeatable: same day, same seed, same meetings);
:func:`~canevas.doors.cli.demo.loading.load_demo` takes them in through the operations that real minutes use.
"""
