"""The commands of `rasad`, one file each; no other package prints."""
