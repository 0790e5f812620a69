"""What `media` tells the packages above it."""

from django.dispatch import Signal

photo_changed = Signal()
"""Sent after commit with `photo`: readers would see another picture, caption, credit, alt text or right to show it.

Whoever keeps rendered pages with this photo makes them anew.
"""
