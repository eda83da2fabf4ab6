"""Idioms rendered word for word and soundly: how many of each are found."""
