// Says aloud what is near a place that was chosen. Always in the page, in both views: what appears with its text in it is not read.
import { useMemo } from 'react';
import type { Published } from '#contract/portal';
import { nearbyOf } from './nearby.ts';
import type { ChosenPlace } from './use-place.ts';
import { useSpoken } from './words.ts';

interface Props {
  set: Published | undefined;
  place: ChosenPlace | undefined;
  radiusM: number;
}

export function ChoiceStatus({ set, place, radiusM }: Props) {
  const { words } = useSpoken();
  const nearby = useMemo(() => set && place && nearbyOf(set, place.point, radiusM), [set, place, radiusM]);
  return (
    <p role="status" className="aloud">
      {nearby && words.near.heard(nearby.hazards.length, nearby.sheltersWithin, words.radius.m(radiusM))}
    </p>
  );
}
