"""How results are shown: tables, progress, the report of a run."""
