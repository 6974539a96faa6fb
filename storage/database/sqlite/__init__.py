"""The single host's engine: a store that is one SQLite file, its checks, its log and its errors."""
