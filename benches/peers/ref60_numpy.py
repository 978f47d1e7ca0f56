#!/usr/bin/env python3
"""ref-60 in NumPy, as an analyst writes it: the peer that Splitstack is measured against.

    python3 ref60_numpy.py --trials 1e6 --variant sparse --block 1e5 --seed 1 --out results.json

- `loop`: month by month, vectorised over the trials of a block; what one writes first.
- `sparse`: regimes month by month, then for each kind of event one matrix of coin tosses and severities only where it fell;
  the fastest that stays NumPy as NumPy is meant.

`ref60.json` beside this file defines the model. Amounts are thousands of EUR, discounted; cost is positive. The results hold, for
each option, mean, standard deviation, p5, p50, p95 of its six components and of its total, also p99 and the expected
shortfall at 95 and 99 %, and how often each option is cheaper than each other.

Needs numpy alone. One thread.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np

MODEL = json.loads((Path(__file__).parent / "ref60.json").read_text())
MONTHS = MODEL["horizon_months"]
OPTIONS = len(MODEL["options"])
COMPONENTS = len(MODEL["components"])
COMPONENT_OF = MODEL["event_to_component"]

# [regime, regime]: chance to be in one of the regimes up to the second a month after the first.
REACHED = np.cumsum(MODEL["transition_monthly"], axis=1)
# [regime, event]
HAZARD = np.array(MODEL["hazard_monthly"])
# [option, event]
EXPOSURE = np.array(MODEL["exposure"])
# [option], days
RIDE_THROUGH = np.array(MODEL["ride_through_days"])
# [month], the end of each
DISCOUNT = (1 + MODEL["discount_rate_per_year"]) ** (-np.arange(1, MONTHS + 1) / 12)


def run_costs():
    """[option]: capex and discounted running costs, the same in every trial."""
    growth = 1 + np.array(MODEL["opex_growth_per_year"])[:, None]
    monthly = np.array(MODEL["opex_month"])[:, None] * growth ** (np.arange(MONTHS) / 12)
    return np.array(MODEL["capex"]) + monthly @ DISCOUNT


RUN = run_costs()


def lognormal(rng, median, sigma, size):
    return median * np.exp(sigma * rng.standard_normal(size))


def losses(rng, event, months):
    """Discounted loss of each event at exposure 1: [event], or [option, event] where days are ridden through.

    - months: in which each of them happens.
    """
    size = months.size
    amount = lognormal(rng, MODEL["severity_median"][event], MODEL["severity_sigma"][event], size)
    amount *= DISCOUNT[months]
    median_days = MODEL["duration_median_days"][event]
    if median_days is None:
        return amount
    days = lognormal(rng, median_days, MODEL["duration_sigma"][event], size)
    return amount * np.maximum(days - RIDE_THROUGH[:, None], 0)


def block_by_months(rng, trials):
    """[option, component, trial]: losses and running costs of a block of trials."""
    costs = np.zeros((OPTIONS, COMPONENTS, trials))
    costs[:, 0] = RUN[:, None]
    regime = np.zeros(trials, dtype=np.int64)
    for month in range(MONTHS):
        regime = (rng.random(trials)[:, None] >= REACHED[regime, :-1]).sum(axis=1)
        for event, component in enumerate(COMPONENT_OF):
            hit = np.flatnonzero(rng.random(trials) < HAZARD[regime, event])
            if hit.size:
                loss = losses(rng, event, np.full(hit.size, month))
                costs[:, component, hit] += EXPOSURE[:, event, None] * loss
    return costs


def regimes(rng, trials):
    """[month, trial]: regime of each month."""
    path = np.empty((MONTHS, trials), dtype=np.int8)
    uniform = rng.random((MONTHS, trials))
    thresholds = [np.ascontiguousarray(column) for column in REACHED[:, :-1].T]
    regime = np.zeros(trials, dtype=np.int8)
    for month in range(MONTHS):
        steps = [uniform[month] >= threshold[regime] for threshold in thresholds]
        regime = steps[0].astype(np.int8) + steps[1] + steps[2]
        path[month] = regime
    return path


def block_by_events(rng, trials):
    """The same, one kind of event after the other."""
    costs = np.zeros((OPTIONS, COMPONENTS, trials))
    costs[:, 0] = RUN[:, None]
    path = regimes(rng, trials)
    for event, component in enumerate(COMPONENT_OF):
        hazard = HAZARD[:, event].astype(np.float32)[path]
        months, hit = np.nonzero(rng.random(path.shape, dtype=np.float32) < hazard)
        loss = losses(rng, event, months)
        if loss.ndim == 1:
            sums = np.bincount(hit, loss, minlength=trials)
            for option in range(OPTIONS):
                costs[option, component] += EXPOSURE[option, event] * sums
        else:
            for option in range(OPTIONS):
                costs[option, component] += EXPOSURE[option, event] * np.bincount(hit, loss[option], minlength=trials)
    return costs


VARIANTS = {"loop": block_by_months, "sparse": block_by_events}


def ranks(trials, levels):
    """Positions of quantiles in sorted trials: the ⌈q·n⌉-th."""
    return [int(np.ceil(level * trials)) - 1 for level in levels]


def summary(costs):
    """Statistics of [option, component, trial]."""
    trials = costs.shape[2]
    of_components, of_totals = ranks(trials, [0.05, 0.5, 0.95]), ranks(trials, [0.05, 0.5, 0.95, 0.99])
    tails = [int(np.ceil(share * trials)) for share in (0.05, 0.01)]
    components = []
    for option in costs:
        components.append([])
        for component in option:
            ordered = np.partition(component, of_components)
            components[-1].append([component.mean(), component.std(ddof=1), *ordered[of_components]])
    totals = costs.sum(axis=1)
    total = []
    for option in totals:
        ordered = np.partition(option, of_totals)
        shortfalls = [ordered[trials - tail :].mean() for tail in tails]
        total.append([option.mean(), option.std(ddof=1), *ordered[of_totals], *shortfalls])
    wins = [[float((first < second).mean()) for second in totals] for first in totals]
    return {"n": trials, "comp": components, "total": total, "win": wins}


def main():
    parser = argparse.ArgumentParser(description="ref-60 in NumPy")
    parser.add_argument("--trials", type=float, default=1e6)
    parser.add_argument("--variant", choices=VARIANTS, default="sparse")
    parser.add_argument("--block", type=float, default=1e5, help="trials computed at once")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="where the results are written, as JSON")
    arguments = parser.parse_args()
    trials, block = int(arguments.trials), int(arguments.block)
    rng = np.random.default_rng(arguments.seed)
    began = time.process_time()
    costs = np.empty((OPTIONS, COMPONENTS, trials))
    for first in range(0, trials, block):
        size = min(block, trials - first)
        costs[:, :, first : first + size] = VARIANTS[arguments.variant](rng, size)
    simulated = time.process_time()
    results = {"name": f"numpy-{arguments.variant}", **summary(costs)}
    done = time.process_time()
    if arguments.out:
        arguments.out.write_text(json.dumps(results, default=float))
    print(
        f"{results['name']}: {trials} trials, {simulated - began:.2f} s to simulate, {done - simulated:.2f} s to sum up, "
        f"{trials / (done - began):.0f} trials/s; mean totals " + ", ".join(f"{row[0]:.1f}" for row in results["total"])
    )


if __name__ == "__main__":
    main()
