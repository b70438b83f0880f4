"""Speed, measured as ratios in one run on fixed inputs; `python -m benchmarks` runs them all."""
