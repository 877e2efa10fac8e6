"""The mode Agreement: how far annotators agree, in figures that are painted, walked by key, and lead to the places."""
