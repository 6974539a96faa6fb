"""The search beside other rules, and the counts of words that its stems rest on."""
