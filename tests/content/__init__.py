"""What patients read: every text, under everything that can change it, held against the wording rules."""
