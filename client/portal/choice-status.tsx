// Says aloud what is near a place that was chosen. Always in the page, in both views: what appears with its text in it is not read.
import type { Nearby } from './nearby.ts';
import { useSpoken } from './words.ts';

interface Props {
  /** Undefined where no place is chosen. */
  nearby: Nearby | undefined;
  radiusM: number;
}

export function ChoiceStatus({ nearby, radiusM }: Props) {
  const { words } = useSpoken();
  return (
    <p role="status" className="aloud">
      {nearby && words.near.heard(nearby.hazards.length, nearby.sheltersWithin, words.radius.m(radiusM))}
    </p>
  );
}
