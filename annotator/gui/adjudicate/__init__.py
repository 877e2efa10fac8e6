"""The mode “Adjudicate”: one case after the other is decided into the gold layer, by key."""
