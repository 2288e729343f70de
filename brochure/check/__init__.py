"""What content may not say: claims without ground, hard words, missing warnings, dates gone by."""
