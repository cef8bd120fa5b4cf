"""Authorities: who and what has a name here, and where a text names it; files an editor writes."""
