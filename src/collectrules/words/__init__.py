"""What a person reads: labels and sentences, tables."""
