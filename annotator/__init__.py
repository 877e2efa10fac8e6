"""Annotator: label entities and events in news articles, review labels, export training data."""

__version__ = "0.1.0"
