"""Speed and memory of the checker beside its peers, measured in the same run: `python -m benchmarks`."""
