"""Finished pages become a tagged PDF file, through ReportLab's document model."""
