"""How results are shown: tables, JSON, progress, and the report of a run."""
