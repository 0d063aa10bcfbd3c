"""One file a subcommand, each with ``HELP``, ``arguments(parser)`` and ``run(arguments) -> int``."""
