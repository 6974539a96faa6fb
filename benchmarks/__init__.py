"""MEASURES: peers side by side in one run; never imported by the product."""
