"""The national year in SimPy: a process for every caseworker, an event for every decision."""

from national_year import (
    BASE_LOG_ODDS, DECAY, DECISIONS, MONTHS, QUOTA, SEATS, SENSITIVITY, SPREAD, main,
)  # fmt: skip

import math
import random

import simpy


class Tally:
    """What the caseworkers of one replication have counted."""

    def __init__(self):
        self.errors = self.errors_found = self.checks = 0


def caseworker(env, rng, gain, tally):
    """Close a decision every tick, 200 ticks a month; be checked, and coached, at the end of each month."""
    timeout, uniform = env.timeout, rng.random
    skill = rng.gauss(0.0, SPREAD)
    coaching = 0.0
    for _ in range(MONTHS):
        p = 1.0 / (1.0 + math.exp(coaching - skill - BASE_LOG_ODDS))

        # A caseworker's decisions of one month are exchangeable, so any 5 of them, chosen without a look at the
        # outcome, are a simple random sample: these are the first 5.
        sampled = 0
        for _ in range(QUOTA):
            yield timeout(1)
            if uniform() < p:
                sampled += 1
        unsampled = 0
        for _ in range(DECISIONS - QUOTA):
            yield timeout(1)
            if uniform() < p:
                unsampled += 1

        found = sum(uniform() < SENSITIVITY for _ in range(sampled)) if sampled else 0
        coaching = coaching * DECAY + gain * found
        tally.errors += sampled + unsampled
        tally.errors_found += found
        tally.checks += QUOTA


def simulator(seed, gain):
    rng = random.Random(seed)

    def replicate():
        env = simpy.Environment()
        tally = Tally()
        for _ in range(SEATS):
            env.process(caseworker(env, rng, gain, tally))
        env.run()
        return tally.errors, tally.errors_found, tally.checks

    return lambda replications: [replicate() for _ in range(replications)]


if __name__ == "__main__":
    main("simpy_cases", simulator, ["simpy"], block=1, replications=3, verify_replications=10)
