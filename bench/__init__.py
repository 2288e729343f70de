"""Measurements: how fast it prints, and how small."""
