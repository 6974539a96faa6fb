"""RUNS: settings, manners, the run itself, the commands and the newsroom."""
