"""Find garbled passages in a translation by comparing it with its English source."""
