// How a measurement is shown: ours beside the reference measured in the same run, and the ratio, which is what counts on a shared machine.

export interface Measurement {
  readonly what: string;
  /** Of both figures: 'tiles/s', 's'. */
  readonly unit: string;
  /** One figure a round, in the order of the rounds. */
  readonly ours: readonly number[];
  readonly reference: readonly number[];
  /** What the ratio ours / reference should be: '≥ 0.8'. */
  readonly goal: string;
}

/** Prints medians and their ratio, one line a measurement. */
export function printTable(title: string, measurements: readonly Measurement[]): void {
  console.log(`\n${title}`);
  console.table(
    Object.fromEntries(
      measurements.map(({ what, unit, ours, reference, goal }) => {
        const [mine, other] = [median(ours), median(reference)];
        return [
          what,
          { ours: round(mine), reference: round(other), unit, ratio: round(mine / other), goal, rounds: ours.length },
        ];
      }),
    ),
  );
}

export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const round = (figure: number) => Number(figure.toPrecision(3));

/** Seconds that the work takes. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
