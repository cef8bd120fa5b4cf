"""How statements stand to each other, and the archive they make together."""
