"""Copies of a synthesis that came back marked up: each change becomes an amendment with its place in the table.

``sheet`` says where everything stands in the base, ``rows`` and ``lines`` find again in a copy what stands there,
``finding`` tells what was changed, by Word's own marks and by comparison.
"""
