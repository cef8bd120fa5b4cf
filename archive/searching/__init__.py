"""The search index: words as they are looked up, and where each stands."""
