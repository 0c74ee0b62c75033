"""The national year that every peer simulates, and the frame in which a peer is run, timed and held to its targets."""

import os

# Libraries read these once, when they are loaded: import this module before numpy.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"):
    os.environ[variable] = "1"

import argparse
import json
import math
import platform
import statistics
import sys
import time
from importlib.metadata import version

SEATS = 2_000
MONTHS = 12
DECISIONS = 200  # by one seat in one month
QUOTA = 5  # checks of one caseworker in one month
SENSITIVITY = 0.9
SPREAD = 0.6  # standard deviation of skill, log-odds
BASE_LOG_ODDS = math.log(0.005 / 0.995)
DECAY = 2.0 ** (-1.0 / 6.0)  # of coaching in one month: a half-life of six months
GAIN = 0.3  # log-odds, for each error found

CHECKS = SEATS * MONTHS * QUOTA

# Expected figures of one replication as (value, standard error), by gain. With coaching they are long simulations.
# Without, errors are an integral over skill (Gauss-Hermite), of which 5 / 200 are sampled and 0.9 of those found.
# Written out, not computed from the constants above, so that a slip in one of those cannot hide.
TARGETS = {
    0.3: {"errors": (27_571.0, 5.0), "errors_found": (620.4, 0.4)},
    0.0: {"errors": (28_631.6, 0.1), "errors_found": (644.21, 0.01)},
}
TOLERANCE = 4.0  # combined standard errors


def main(script, simulator, packages, block, replications, verify_replications):
    """Run a peer from the command line.

    `simulator(seed, gain)` gives a function that simulates a number of replications, at most `block` of them,
    and returns (errors, errors found, checks) for each.
    """
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("--replications", type=positive, default=replications)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--gain", type=not_negative, default=GAIN, help="log-odds of coaching for each error found")
    parser.add_argument(
        "--verify",
        action="store_true",
        help=f"run {verify_replications} replications with coaching and as many without; exit 1 if a mean is off its target",
    )
    options = parser.parse_args()

    def measured(replications, gain):
        return {
            "script": script,
            "versions": {"python": platform.python_version()} | {name: version(name) for name in packages},
            "seed": options.seed,
            "gain": gain,
        } | measure(simulator(options.seed, gain), block, replications)

    if not options.verify:
        print(json.dumps(measured(options.replications, options.gain)))
        return
    misses = []
    for gain in TARGETS:
        figures = measured(verify_replications, gain)
        print(json.dumps(figures), flush=True)
        misses += off_target(figures, gain)
    for miss in misses:
        print(miss, file=sys.stderr)
    sys.exit(1 if misses else 0)


def measure(simulate, block, replications):
    """Time the replications, after one block that is not counted, and summarise what they gave."""
    simulate(min(block, replications))
    sizes = [block] * (replications // block)
    if replications % block:
        sizes.append(replications % block)
    results = []
    started = time.perf_counter()
    for size in sizes:
        results += simulate(size)
    seconds = time.perf_counter() - started
    errors, found, checks = zip(*results)
    assert len(results) == replications, "every replication is counted once"
    assert set(checks) == {CHECKS}, "every quota is met in full"
    return {
        "replications": replications,
        "threads": 1,
        "seconds": round(seconds, 6),
        "seconds_per_replication": round(seconds / replications, 9),
        "errors": summary(errors),
        "errors_found": summary(found),
        "checks": checks[0],
    }


def summary(values):
    """Mean with its Monte Carlo standard error, which one replication cannot give."""
    mcse = statistics.stdev(values) / math.sqrt(len(values)) if len(values) > 1 else None
    return {"mean": statistics.fmean(values), "mcse": mcse}


def off_target(figures, gain):
    """A sentence for each mean that is further from its target than chance explains."""
    for name, (target, standard_error) in TARGETS[gain].items():
        mean, mcse = figures[name]["mean"], figures[name]["mcse"]
        distance = abs(mean - target) / math.hypot(mcse, standard_error)
        if distance > TOLERANCE:
            yield f"{name} at gain {gain}: mean {mean:.2f} is {distance:.1f} standard errors from {target:.2f}"


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("is not above 0")
    return number


def not_negative(text):
    number = float(text)
    if not 0.0 <= number < math.inf:
        raise argparse.ArgumentTypeError("is not a finite number from 0 up")
    return number
