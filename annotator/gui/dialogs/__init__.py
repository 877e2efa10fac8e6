"""Questions on a card above the window; none of them blocks it."""
