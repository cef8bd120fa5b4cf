"""What readers see: pages, the theme's words and marks, Pelican, and the proof of each page."""
