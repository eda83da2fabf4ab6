"""The alignment benchmark: ``python -m benchmarks.alignment`` aligns documents made of parallel lines."""
