"""Makes the weights that ship in ``qa/embed/weights``.  Imports ``qa``; ``qa`` never imports this."""
