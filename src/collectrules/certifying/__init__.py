"""Certificates: an answer with everything it was made of, and the proof that this gives it again."""
