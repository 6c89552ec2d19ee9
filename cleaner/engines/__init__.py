"""Engines: ways of getting tasks done. Whichever is used, the same task gives the same bytes."""
