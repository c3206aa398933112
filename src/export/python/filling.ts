import { fillingDefaults } from '../../settings/recipe.js';

const { ridge, reach } = fillingDefaults;

/** What the other numbers of a row say of one that is missing; see `fitFilling`. */
export const FILLING = `def score(values, seen):
    """Deviations from the mean, 0 for a gap, and the way back; ${reach} interquartile ranges beyond the quartiles count at most."""
    if len(seen) == 0:
        return np.zeros_like(values), None
    low, high = np.quantile(seen, [0.25, 0.75])
    reach = ${reach} * (high - low)
    low, high = (low - reach, high + reach) if reach > 0 else (seen.min(), seen.max())
    centre, spread = np.clip(seen, low, high).mean(), np.clip(seen, low, high).std()
    if spread == 0:
        return np.zeros_like(values), None
    scores = np.where(np.isnan(values), 0.0, (np.clip(values, low, high) - centre) / spread)
    return scores, lambda said: np.clip(centre + spread * said, low, high)


def fill_gaps(values, train):
    """A ridge regression of each column with gaps on the others, by the training rows that have it."""
    there = ~np.isnan(values)
    is_train = np.isin(np.arange(len(values)), train)
    scored = [score(column, column[is_train & has]) for column, has in zip(values.T, there.T)]
    scores = np.column_stack([of for of, _ in scored])
    moving = np.array([back is not None for _, back in scored])
    likely = values.copy()
    for place in np.flatnonzero(moving & ~there.all(axis=0)):
        rows = is_train & there[:, place]
        others = scores[:, moving & (np.arange(len(moving)) != place)]
        middle = others[rows].mean(axis=0)
        known = others[rows] - middle
        matrix = known.T @ known / rows.sum() + ${ridge} * np.eye(known.shape[1])
        weights = np.linalg.solve(matrix, known.T @ scores[rows, place] / rows.sum())
        said = scored[place][1]((others - middle) @ weights)
        likely[:, place] = np.where(there[:, place], values[:, place], said)
    return likely`;
