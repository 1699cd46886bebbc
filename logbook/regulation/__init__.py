"""What is known of those who register and license people: their numbers, and what a region asks; all of it sourced."""
