"""The detection benchmark: ``python -m benchmarks.quality`` checks marked and clean translations."""
