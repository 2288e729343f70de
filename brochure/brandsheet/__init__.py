"""The brand sheet: a clinic's logo, inks, type and contacts on a few pages, made as its leaflets are."""
