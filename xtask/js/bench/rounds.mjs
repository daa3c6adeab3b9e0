// Contenders in turn, so that a drifting machine hits all alike.
export const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Runs every contender once a round; gives the milliseconds of each. The first round only warms up. */
export async function inTurn(rounds, contenders) {
  const times = contenders.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [at, contender] of contenders.entries()) {
      globalThis.gc?.();
      const start = performance.now();
      await contender();
      if (round > 0) times[at].push(performance.now() - start);
    }
  }
  return times;
}

/** The median of the ratios within rounds. */
export const ratio = (times, to) => median(times.map((time, round) => time / to[round]));
