"""Comments in the window: a thread with its answer field, the card that opens one, and the mode that lists them all.

The panels beside the article show threads with the same parts. Nothing here writes: what a person asks for goes as a
signal to `gui.commenting`.
"""
