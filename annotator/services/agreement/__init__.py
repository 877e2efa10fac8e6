"""How far annotators agree: figures, intervals, reports."""
