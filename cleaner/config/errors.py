"""The one error that means: the command line or a configuration file must be changed."""


class ConfigError(ValueError):
    """A configuration that cannot be used: the message names the file, the key and what would be right."""
