// Plays the past: the moment moves on by itself until it is now, or until somebody else moves it to the present.
import { useEffect, useState } from 'react';
import { create } from 'zustand';
import { showMoment, useMomentState } from './platform/moment.ts';
import { played } from './platform/scrub.ts';
import { recall, remember } from './platform/remembered.ts';

/** Seconds of the past a second: a minute, ten, an hour. */
export const SPEEDS = [60, 600, 3600] as const;
export type Speed = (typeof SPEEDS)[number];

/** Four times a second moves the playhead smoothly enough; what the lists and layers show follows as fast as the server answers. */
const BEAT_MS = 250;
const NAME = 'play-speed';

const usePlaying = create(() => ({ playing: false }));

/** The moment stands still from here on: a print is of one. */
export const pausePlay = () => usePlaying.setState({ playing: false });

/** Call once, where the player is; it ends with it. */
export function usePlay() {
  const { playing } = usePlaying();
  const [speed, setSpeed] = useState<Speed>(() => SPEEDS.find((known) => known === recall(NAME, 600)) ?? 600);
  useEffect(() => {
    if (!playing) return undefined;
    let last = performance.now();
    const beat = () => {
      const { moment } = useMomentState.getState();
      const now = performance.now();
      if (moment) showMoment({ ...moment, at: played(moment.at, speed, now - last) });
      last = now;
    };
    const timer = setInterval(beat, BEAT_MS);
    return () => clearInterval(timer);
  }, [playing, speed]);
  useEffect(() => pausePlay, []);
  const choose = (next: Speed) => {
    setSpeed(next);
    remember(NAME, next);
  };
  return { playing, speed, setSpeed: choose, toggle: () => usePlaying.setState({ playing: !playing }) };
}
