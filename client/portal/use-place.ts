// Where somebody looks from. A position stays in memory; a chosen name is kept on this device; neither is ever sent.
import { useCallback, useState } from 'react';
import type { Position } from '../../geodata/space/geometry.ts';
import { recall, remember } from '../platform/remembered.ts';

export interface ChosenPlace {
  /** Undefined where it is the device's own position. */
  readonly name: string | undefined;
  readonly point: Position;
  /** Of a measured position, metres. */
  readonly accuracyM: number | undefined;
}

export type LocateTrouble = 'denied' | 'unavailable' | 'insecure';

const KEPT = 'portal.place';
/** A bus may go on meanwhile, but not far; milliseconds. */
const MEASURED_WITHIN_MS = 60_000;
const PATIENCE_MS = 20_000;

export function usePlace() {
  const [place, setPlace] = useState<ChosenPlace | undefined>(() => recall<ChosenPlace | undefined>(KEPT, undefined));
  const [locating, setLocating] = useState(false);
  const [trouble, setTrouble] = useState<LocateTrouble>();
  const choose = useCallback((name: string, point: Position) => {
    const chosen = { name, point, accuracyM: undefined };
    remember(KEPT, chosen);
    setPlace(chosen);
  }, []);
  const forget = useCallback(() => {
    remember(KEPT, null);
    setPlace(undefined);
  }, []);
  const locate = useCallback(() => {
    if (!window.isSecureContext || !('geolocation' in navigator)) {
      setTrouble(window.isSecureContext ? 'unavailable' : 'insecure');
      return;
    }
    setTrouble(undefined);
    setLocating(true);
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude, accuracy } }) => {
        setLocating(false);
        setPlace({ name: undefined, point: [longitude, latitude], accuracyM: Math.round(accuracy) });
      },
      ({ code, PERMISSION_DENIED }) => {
        setLocating(false);
        setTrouble(code === PERMISSION_DENIED ? 'denied' : 'unavailable');
      },
      { maximumAge: MEASURED_WITHIN_MS, timeout: PATIENCE_MS },
    );
  }, []);
  return { place: place ?? undefined, choose, forget, locate, locating, trouble };
}

export type PlaceChoice = ReturnType<typeof usePlace>;
