"""The parts of the soak (benchmarks/soak.py), each a process of its own: load, worker, judge; and a PostgreSQL that crashes."""
