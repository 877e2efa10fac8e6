"""Asks the accessibility bus what a screen reader would learn of the article; prints JSON.

Runs with the system's Python, which has pyatspi; the program under test runs beside it on the same bus.
"""

import json
import sys
import time

import pyatspi

DEADLINE = time.monotonic() + 30


def find(node, name):
    if node is None:
        return None
    if node.name == name and node.getRole() == pyatspi.ROLE_TEXT:
        return node
    for child in node:
        found = find(child, name)
        if found is not None:
            return found
    return None


def wait_for(name):
    while time.monotonic() < DEADLINE:
        for application in pyatspi.Registry.getDesktop(0):
            try:
                found = find(application, name)
            except Exception:  # an application that is just going away
                continue
            if found is not None:
                return found
        time.sleep(0.2)
    sys.exit(f"no text named {name!r} on the bus")


def main():
    node = wait_for("Article text")
    text = node.queryText()
    answer = {
        "text": text.getText(0, -1),
        "selection": text.getSelection(0),
        "description": node.description,
        "word": text.getTextAtOffset(text.getSelection(0)[0], pyatspi.TEXT_BOUNDARY_WORD_START)[0].strip(),
        "is_focused": node.getState().contains(pyatspi.STATE_FOCUSED),
    }
    text.setCaretOffset(3)
    print(json.dumps(answer))


main()
