"""Bringing copies of a project together."""
