"""Medicine: one derivation a module. Standard library only; knows nothing of forms."""
