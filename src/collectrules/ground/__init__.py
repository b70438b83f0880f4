"""Money, dates and errors: what everything stands on, and what knows no law."""
