"""What is done without anybody waiting for it: tasks, what comes round again, and tasks whose worker died."""
