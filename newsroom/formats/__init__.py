"""How dates are written at the desk, by language: the day before the month, twenty-four hours, and the zone.

Imports nothing.
"""
