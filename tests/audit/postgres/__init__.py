"""A chain in a real PostgreSQL."""
