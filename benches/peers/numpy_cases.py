"""The national year in numpy, case by case: every decision is drawn as a Bernoulli, vectorised over decisions."""

from national_year import (
    BASE_LOG_ODDS, DECAY, DECISIONS, MONTHS, QUOTA, SEATS, SENSITIVITY, SPREAD, main,
)  # fmt: skip  # before numpy, which it holds to one thread

import numpy as np

ROWS = 50  # decisions of every seat at a time: their numbers stay in cache between the draw and the comparison


def simulator(seed, gain):
    rng = np.random.Generator(np.random.SFC64(seed))
    # Single precision halves the time; its step of 2^-24 moves the expected errors of a year by less than 1.
    uniform = np.empty((ROWS, SEATS), dtype=np.float32)
    single = np.empty(SEATS, dtype=np.float32)
    start, coaching, odds, p = (np.empty(SEATS) for _ in range(4))

    def wrong(rows):
        """Let every seat decide `rows` cases: which of them are wrong."""
        drawn = uniform[:rows]
        rng.random(out=drawn, dtype=np.float32)
        return drawn < single

    def replicate():
        rng.standard_normal(out=start)
        np.multiply(start, SPREAD, out=start)
        np.add(start, BASE_LOG_ODDS, out=start)
        np.exp(start, out=start)
        coaching.fill(0.0)
        errors = errors_found = checks = 0

        for _ in range(MONTHS):
            np.negative(coaching, out=odds)
            np.exp(odds, out=odds)
            np.multiply(odds, start, out=odds)
            np.add(odds, 1.0, out=p)
            np.divide(odds, p, out=p)
            single[:] = p

            # A seat's decisions of one month are exchangeable, so any 5 of them, chosen without a look at the outcome,
            # are a simple random sample: these are the first 5.
            sampled = wrong(QUOTA).ravel().nonzero()[0] % SEATS
            checks += QUOTA * SEATS
            errors += sampled.size
            left = DECISIONS - QUOTA
            while left > 0:
                rows = min(ROWS, left)
                errors += int(np.count_nonzero(wrong(rows)))
                left -= rows

            found = sampled[rng.random(sampled.size) < SENSITIVITY]
            errors_found += found.size
            np.multiply(coaching, DECAY, out=coaching)
            np.add.at(coaching, found, gain)

        return errors, errors_found, checks

    return lambda replications: [replicate() for _ in range(replications)]


if __name__ == "__main__":
    main("numpy_cases", simulator, ["numpy"], block=1, replications=300, verify_replications=2_000)
