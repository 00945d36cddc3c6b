"""The verbs of questions: asking, answering, keeping an answer for others, and forgetting."""
