"""The parts of the HTML report: markup, style and script."""
