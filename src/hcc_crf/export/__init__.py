"""Data for others."""
