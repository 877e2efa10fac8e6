"""From many layers to one: cases, decisions, and the gold layer."""
