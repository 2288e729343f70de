"""Faces, families and fallback chains: which font draws which character, and what of it is embedded."""
