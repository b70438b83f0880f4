"""Profiles: where they are, how they are read into records, and what a load can tell to be wrong with them."""
