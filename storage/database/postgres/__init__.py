"""The engine of many hosts: a store in one PostgreSQL, with the tables and the statements of the single host's file."""
