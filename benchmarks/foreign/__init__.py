"""Pages of other languages with reviewed truth: our reader beside its peers, and the training of the line judge."""
