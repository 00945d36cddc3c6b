"""What somebody may see of questions and of answers that are kept."""
