"""What is done to words: cleaning, telling languages apart, cutting into searchable terms."""
