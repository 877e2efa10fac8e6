"""What two or more layers of a document say differently, and where."""
