"""The rules as data: what a rule is, reading them from TOML, the compiled copy, their examples, RULES.md."""
