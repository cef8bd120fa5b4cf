"""The editor's word laid over the transcription: records, settings, pages, the description."""
