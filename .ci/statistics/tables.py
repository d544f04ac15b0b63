# Prints 2,000 random tables and what SciPy and statsmodels say of them: the sign
# test, its interval, how many cases would tell, Holm's rule, kappa, and the
# description and bootstrap interval of figures. They are the same each time.
import functools
import gc
import json
import random

import numpy as np
from scipy import stats
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

COUNT = 2000
BOOTSTRAPS = 100  # of them; the others would take long
MOST = 1000  # as far as Waymark looks for the number of cases

gc.freeze()  # multipletests collects garbage each time, through all of what was imported
draw = random.Random(20261126)
sizes = np.arange(1, MOST + 1)


def tally():
    """Small counts mostly, since people rate by hand."""
    most = draw.choice([3, 10, 30, 300])
    return draw.randint(0, most), draw.randint(0, most), draw.randint(0, 5)


@functools.cache
def may_lose(limit):
    """For each number of cases, the most that may be lost for a p value under the limit."""
    lose = stats.binom.ppf(limit / 2, sizes, 0.5)
    return np.where(2 * stats.binom.cdf(lose, sizes, 0.5) < limit, lose, lose - 1)


def enough(won, lost, tied, comparisons):
    """The number of cases from which on the test has a power of 80 %, or 0."""
    n, limit = won + lost, 0.05 / comparisons
    if n < 6 or won == lost or stats.binomtest(won, n).pvalue < limit:
        return 0
    lose = may_lose(limit)
    power = np.where(lose >= 0, stats.binom.cdf(lose, sizes, 1 - max(won, lost) / n), 0)
    short = np.nonzero(power < 0.8)[0]
    if len(short) == 0 or short[-1] == MOST - 1:
        return 0
    size = int(sizes[short[-1]]) + 1
    return -(-size * (n + tied) // n)


def kappas(table):
    """Kappa, plain and with squared weights; none where chance alone agrees fully."""
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    if (rows > 0).sum() == 1 and (columns > 0).sum() == 1 and rows.argmax() == columns.argmax():
        return None, None
    plain = cohens_kappa(table, return_results=False)
    return float(plain), float(cohens_kappa(table, wt="fc", return_results=False))


def table_of():
    k, agree = draw.randint(2, 6), draw.random()
    table = np.zeros((k, k), dtype=int)
    for _ in range(draw.randint(1, 60)):
        i = draw.randrange(k)
        table[i, i if draw.random() < agree else draw.randrange(k)] += 1
    return table


def bootstrap(figures):
    """The expanded percentile interval, with other draws than Waymark's."""
    n = len(figures)
    tail = stats.norm.cdf(-stats.t.ppf(0.975, n - 1) * (n / (n - 1)) ** 0.5)
    interval = stats.bootstrap(
        (figures,), np.mean, n_resamples=10_000, confidence_level=1 - 2 * tail, method="percentile",
        random_state=np.random.default_rng(draw.randrange(2**32)),
    ).confidence_interval
    return [float(interval.low), float(interval.high)]


def case(number):
    won, lost, tied = tally()
    n, comparisons = won + lost, draw.randint(1, 3)
    low, high = proportion_confint(won, n, method="wilson") if n else (0, 1)
    table = table_of()
    plain, ordered = kappas(table)
    ps = [draw.random() ** 3 for _ in range(draw.randint(1, 8))]
    figures = [round(draw.gauss(5, 20), 1) for _ in range(draw.randint(6, 40))]
    return {
        "won": won, "lost": lost, "tied": tied, "comparisons": comparisons,
        "luck": stats.binomtest(won, n).pvalue if n else 1, "low": float(low), "high": float(high),
        "cases": enough(won, lost, tied, comparisons),
        "ps": ps, "holm": [float(p) for p in multipletests(ps, method="holm")[1]],
        "table": table.tolist(), "kappa": plain, "ordered": ordered,
        "figures": figures, "mean": float(np.mean(figures)), "sd": float(np.std(figures, ddof=1)),
        "median": float(np.median(figures)), "bootstrap": bootstrap(figures) if number < BOOTSTRAPS else None,
    }


print(json.dumps([case(number) for number in range(COUNT)]))
