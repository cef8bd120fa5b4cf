"""From bytes to a transcription: what a seed says of itself, each value with its evidence."""
