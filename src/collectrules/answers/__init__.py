"""The public answers, each one function over the same folded state."""
