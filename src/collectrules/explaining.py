"""Explanations."""
def explain(*a, **k): raise NotImplementedError
