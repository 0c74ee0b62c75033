"""The national year in numpy, by binomial cells: one number of errors for each seat and month."""

from national_year import (
    BASE_LOG_ODDS, CHECKS, DECAY, DECISIONS, MONTHS, QUOTA, SEATS, SENSITIVITY, SPREAD, main,
)  # fmt: skip  # before numpy, which it holds to one thread

import numpy as np

BLOCK = 8  # replications side by side: fewer, longer calls of numpy, and arrays that still fit in cache


def simulator(seed, gain):
    rng = np.random.Generator(np.random.SFC64(seed))
    odds_at_start, coaching, odds, probability = (np.empty(BLOCK * SEATS) for _ in range(4))

    def simulate(replications):
        cells = replications * SEATS
        start, state, now, p = odds_at_start[:cells], coaching[:cells], odds[:cells], probability[:cells]

        rng.standard_normal(out=start)
        np.multiply(start, SPREAD, out=start)
        np.add(start, BASE_LOG_ODDS, out=start)
        np.exp(start, out=start)
        state.fill(0.0)
        errors = np.zeros(replications, dtype=np.int64)
        errors_found = np.zeros(replications, dtype=np.int64)

        for _ in range(MONTHS):
            np.negative(state, out=now)
            np.exp(now, out=now)
            np.multiply(now, start, out=now)
            np.add(now, 1.0, out=p)
            np.divide(now, p, out=p)

            wrong = rng.binomial(DECISIONS, p)
            errors += wrong.reshape(replications, SEATS).sum(axis=1)

            # Errors in the sample and sampled among the errors have one law; numpy is faster when it walks the errors,
            # of which a cell has about one. A cell without errors has none to find.
            erring = wrong.nonzero()[0]
            sampled = rng.hypergeometric(QUOTA, DECISIONS - QUOTA, wrong[erring])
            hit = sampled.nonzero()[0]
            found = rng.binomial(sampled[hit], SENSITIVITY)
            coached = erring[hit]
            errors_found += np.bincount(coached // SEATS, weights=found, minlength=replications).astype(np.int64)

            np.multiply(state, DECAY, out=state)
            state[coached] += gain * found

        return [(int(wrong), int(found), CHECKS) for wrong, found in zip(errors, errors_found)]

    return simulate


if __name__ == "__main__":
    main("numpy_cells", simulator, ["numpy"], block=BLOCK, replications=1_000, verify_replications=5_000)
