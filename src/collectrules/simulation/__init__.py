"""The life of a case to come: imagined acts and payments, folded forward by the law."""
