"""Logos, illustrations and QR codes, turned into PDF drawing operators that the writer takes as they are."""
