"""Work on a project without a window: one question a file."""
