"""The demonstration: two years of invented meetings and four of invented figures, on the true reference of places and
structures.

:func:`~canevas.doors.cli.demo.inventing.invent` makes them (pure and repeatable: same day, same seed, same meetings);
:func:`~canevas.doors.cli.demo.loading.load_demo` takes them in through the operations that real minutes use;
:mod:`~canevas.doors.cli.demo.figure_files` makes partners' files, :mod:`~canevas.doors.cli.demo.figures` brings them
in, and :mod:`~canevas.doors.cli.demo.publishing` lets some of them out.
"""
