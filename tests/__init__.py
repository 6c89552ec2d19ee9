"""The tests; a package, so that goldens and strategies can be shared."""
