"""What happened: the health of sources, the last runs, the history of one URL."""
