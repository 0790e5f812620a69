"""Tools that know nothing of news, each named after its topic.

May import Django and libraries, nothing of the project above it.
"""
