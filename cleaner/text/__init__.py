"""The text path: from a text to the removals in it."""
