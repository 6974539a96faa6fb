"""The settings of an operator, and the paths of a data folder."""
