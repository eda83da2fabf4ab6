"""What the checker finds, what it claims falsely, how long it takes.  Imports ``qa``, never the reverse."""
