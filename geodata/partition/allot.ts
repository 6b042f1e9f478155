/**
 * Shares a number of things out by weight, each at least its floor (largest remainders, the first of equals first).
 *
 * @param total    what is to be shared, at least the sum of the floors
 * @param weights  any unit, not negative
 * @param floors   per weight, whole numbers
 * @throws RangeError where the floors ask for more than there is
 */
export function allot(total: number, weights: readonly number[], floors: readonly number[]): number[] {
  const owed = floors.reduce((sum, floor) => sum + floor, 0);
  if (owed > total) throw new RangeError(`${total} cannot be shared where ${owed} are needed`);
  const shares = [...floors];
  const open = weights.map((_, index) => index).filter((index) => weights[index]! > 0);
  let active = open;
  // Whoever's fair share lies under its floor keeps the floor; the rest is shared among the others.
  for (;;) {
    const rest = total - shares.reduce((sum, share, index) => (active.includes(index) ? sum : sum + share), 0);
    const weight = active.reduce((sum, index) => sum + weights[index]!, 0);
    const short = active.filter((index) => (rest * weights[index]!) / weight < floors[index]!);
    if (short.length > 0) {
      active = active.filter((index) => !short.includes(index));
      continue;
    }
    const fair = active.map((index) => ({ index, exact: (rest * weights[index]!) / weight }));
    for (const { index, exact } of fair) shares[index] = Math.floor(exact + 1e-9);
    const left = total - shares.reduce((sum, share) => sum + share, 0);
    const byRemainder = fair.sort((p, q) => (q.exact % 1) - (p.exact % 1) || p.index - q.index);
    for (let next = 0; next < left && byRemainder.length > 0; next++)
      shares[byRemainder[next % byRemainder.length]!.index]!++;
    return shares;
  }
}
