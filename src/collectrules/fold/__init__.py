"""The fold: facts in order under the law of their day, into a state."""
