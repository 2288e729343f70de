"""From finished panels to sheets: where each lands, how much of it shows, and ticks for the fold."""
