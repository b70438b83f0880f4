"""What the engine is measured against: frozen, and free of the engine, so that a ratio means the same for years."""
