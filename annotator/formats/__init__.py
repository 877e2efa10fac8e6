"""One file per format, and what several formats share; sees the model only."""
