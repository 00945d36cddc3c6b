"""Where the time of a verdict goes: `python -m benchmarks.profile_screen [--roll 10000] [--top 30] [--by tottime]`."""

from __future__ import annotations

import argparse
import cProfile
import pstats
import time

from benchmarks import gate


def main() -> None:
    asked = argparse.ArgumentParser(prog="benchmarks.profile_screen", description=__doc__)
    asked.add_argument("--roll", type=int, default=10_000)
    asked.add_argument("--top", type=int, default=30)
    asked.add_argument("--by", default="tottime", choices=("tottime", "cumtime", "ncalls"))
    options = asked.parse_args()
    judge = gate.prepare(options.roll)
    judge()
    start = time.process_time()
    count = judge()
    taken = time.process_time() - start
    print(f"{count / taken:,.0f} posts/CPU s, {taken / count * 1e6:.0f} us a post, without the profiler\n")
    with cProfile.Profile() as profile:
        judge()
    pstats.Stats(profile).strip_dirs().sort_stats(options.by).print_stats(options.top)


if __name__ == "__main__":
    main()
