"""The mode “Compare”: what annotators say differently, document by document, beside the article that they label."""
