"""Letters and forms: what the law wants stated, filled from the case; what is missing; and how it reads."""
