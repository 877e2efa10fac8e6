"""The scheme editor: a card over the window with the scheme as a tree and a form for what is chosen in it.

A form makes an edit of what the person changed; the bar below says what that edit touches, and only its “Apply” writes.
"""
