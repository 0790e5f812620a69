"""Photographs: files, captions, credits, renditions, and the one function that shows them.

May import `newsroom`; knows nothing of articles.
"""
