"""What the review modes show: layers of several annotators side by side, and what they say differently."""
