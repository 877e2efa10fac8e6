"""Remarks on documents and labels, and their answers."""
