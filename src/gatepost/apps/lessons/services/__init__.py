"""The verbs of lessons: saying that something was wrong, reviewing it, making a case of it, taking the cases away."""
