"""What checks the scripts."""
