"""The field's words as frozen data: spans, mentions, layers, schemes, changes.

Standard library only. Nothing here knows SQL, files or windows; every other room may import this one.
All offsets are Unicode code points of the document's stored text, all ranges are half-open.
"""
