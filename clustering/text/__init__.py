"""Words to numbers: tokens, shingles, TF-IDF, actors."""
