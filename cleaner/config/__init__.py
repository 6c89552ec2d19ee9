"""Configuration: ``.cleaner.toml``, ``cleaner.toml`` or ``[tool.cleaner]``, the closest to each file, under the
command line's options."""

from cleaner.config.errors import ConfigError
from cleaner.config.resolve import COMMAND_LINE, DEFAULT, Config, Resolver, relative

__all__ = ["COMMAND_LINE", "DEFAULT", "Config", "ConfigError", "Resolver", "relative"]
