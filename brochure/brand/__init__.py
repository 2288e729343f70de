"""A clinic as it wants to be seen and reached: clinic.yaml, its inks and its logo."""
