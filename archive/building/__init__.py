"""The build and the command line: what changed, what to make, and publishing it whole."""
