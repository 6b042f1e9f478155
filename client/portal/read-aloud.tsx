// Reads a text aloud where the device has a voice for its language; else says that it has none.
import { useCallback, useEffect, useState } from 'react';
import { useSpoken } from './words.ts';

/** A little slower than speech usually is. */
const RATE = 0.9;

const speech = (): SpeechSynthesis | undefined => ('speechSynthesis' in window ? window.speechSynthesis : undefined);

/** The device's voice for the language; it may come a moment after the page. */
function useVoice(language: 'zh' | 'en'): SpeechSynthesisVoice | undefined {
  const [voices, setVoices] = useState<readonly SpeechSynthesisVoice[]>(() => speech()?.getVoices() ?? []);
  useEffect(() => {
    const synthesis = speech();
    const heard = () => setVoices(synthesis?.getVoices() ?? []);
    synthesis?.addEventListener?.('voiceschanged', heard);
    return () => synthesis?.removeEventListener?.('voiceschanged', heard);
  }, []);
  return voices.find(({ lang }) => lang.toLowerCase().startsWith(language));
}

export function ReadAloud({ text }: { text: string }) {
  const { words, language } = useSpoken();
  const voice = useVoice(language);
  const [reading, setReading] = useState(false);
  const stop = useCallback(() => {
    speech()?.cancel();
    setReading(false);
  }, []);
  useEffect(() => stop, [stop]);
  if (!voice) return <p className="note">{words.read.none}</p>;
  const start = () => {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.rate = RATE;
    utterance.onend = () => setReading(false);
    utterance.onerror = () => setReading(false);
    speech()?.cancel();
    speech()?.speak(utterance);
    setReading(true);
  };
  return (
    <button type="button" className="secondary" aria-pressed={reading} onClick={reading ? stop : start}>
      {reading ? words.read.stop : words.read.aloud}
    </button>
  );
}
