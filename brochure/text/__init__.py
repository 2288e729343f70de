"""From words to lines: bidi and scripts, shaping, line breaks, in any measure."""
