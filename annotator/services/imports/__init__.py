"""Taking in texts and the labels of other programs."""
