"""The coordinating centre: reconcile, central store, merge, conflicts."""
