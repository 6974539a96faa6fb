"""`rasad export`: articles in files, and the cursors of their readers."""
