"""Writing layers to files: the choice, the parts, the files, and what says how they were made."""
