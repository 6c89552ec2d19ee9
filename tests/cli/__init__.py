"""Tests of the command line: goldens, and real git, pre-commit and terminals."""
