"""The command line: arguments to exit code."""
