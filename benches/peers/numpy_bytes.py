"""The national year in numpy, case by case on random bytes: as `numpy_cases`, with as few random bits as will do."""

from national_year import (
    BASE_LOG_ODDS, DECAY, DECISIONS, MONTHS, QUOTA, SEATS, SENSITIVITY, SPREAD, main,
)  # fmt: skip  # before numpy, which it holds to one thread

import numpy as np

# Every decision draws a random byte u, and is in error if u + v < 256 p, with v uniform on [0, 1). Only where u equals
# the whole part of 256 p does v matter, so only there is it drawn. This is exact, to the last bit of a double, and
# takes a quarter of the random bits, and of the cache, that a single-precision float for every decision would take.
LEVELS = 256
DECISIONS_A_DRAW = 8  # one byte each, in 64 bits

CHUNKS = 3  # of the decisions outside the sample: they stay in cache between the draw and the comparison
CHUNK = (DECISIONS - QUOTA) // CHUNKS
assert QUOTA + CHUNKS * CHUNK == DECISIONS, "every decision is in the sample or in a chunk"
assert SEATS % DECISIONS_A_DRAW == 0, "a row of decisions is a whole number of draws"


def simulator(seed, gain):
    bits = np.random.SFC64(seed)
    rng = np.random.Generator(bits)
    candidate = np.empty((CHUNK, SEATS), dtype=bool)
    start, coaching, odds, p = (np.empty(SEATS) for _ in range(4))
    whole = np.empty(SEATS, dtype=np.uint8)
    part = np.empty(SEATS)

    def decide(rows):
        """Let every seat decide `rows` cases: the seats of possible errors, in order, and which of them are right after all."""
        u = bits.random_raw(rows * SEATS // DECISIONS_A_DRAW).view(np.uint8)
        np.less_equal(u.reshape(rows, SEATS), whole, out=candidate[:rows])
        position = candidate[:rows].ravel().nonzero()[0]
        seat = position % SEATS
        tied = (u[position] == whole[seat]).nonzero()[0]
        right = tied[rng.random(tied.size) >= part[seat[tied]]]
        return seat, right

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
            np.multiply(p, LEVELS, out=p)
            np.copyto(whole, p, casting="unsafe")
            np.subtract(p, whole, out=part)

            # A seat's decisions of one month are exchangeable, so any 5 of them, chosen without a look at the outcome,
            # are a simple random sample: these are the first 5.
            seat, right = decide(QUOTA)
            sampled = np.delete(seat, right)
            checks += QUOTA * SEATS
            errors += sampled.size
            for _ in range(CHUNKS):
                seat, right = decide(CHUNK)
                errors += seat.size - right.size

            found = sampled[rng.random(sampled.size) < SENSITIVITY]
            errors_found += found.size
            np.multiply(coaching, DECAY, out=coaching)
            np.add.at(coaching, found, gain)

        return errors, errors_found, checks

    return lambda replications: [replicate() for _ in range(replications)]


if __name__ == "__main__":
    main("numpy_bytes", simulator, ["numpy"], block=1, replications=300, verify_replications=2_000)
