"""One module per group of commands; each command is a function `(layout, options, progress) -> exit code`."""
