// The way to the wall's remote: a QR code that a phone takes a picture of, and the same to type.
import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { encode } from 'uqr';
import type { PairingCode, Wall } from '#contract/walls';
import { serverNow } from '../../platform/clock.ts';
import { sendJson } from '../../platform/http.ts';
import { useWords } from '../../ui/language.ts';

/** Asked again no sooner than this, ms: a clock that is wrong must not ask in a storm. */
const LEAST_MS = 10_000;

export function PairingMark({ wall }: { wall: Wall | undefined }) {
  const { t } = useWords();
  const id = wall?.id;
  const { data } = useQuery({
    queryKey: ['wall', 'pairing', id, wall?.pairedAt ?? null],
    enabled: id !== undefined && wall?.pairedAt === null,
    queryFn: () => sendJson<PairingCode>('POST', `/api/walls/${id!}/pairing-codes`, {}),
    refetchInterval: ({ state }) =>
      Math.max(LEAST_MS, state.data ? Date.parse(state.data.renewAt) - serverNow() : LEAST_MS),
    gcTime: 0,
  });
  if (!wall) return null;
  if (wall.pairedAt !== null) return <div className="wall-remote is-paired">{t('wall.remote.paired')}</div>;
  if (!data) return null;
  return (
    <div className="wall-remote">
      <QrCode text={data.address} label={t('wall.remote.label')} />
      <p>
        <span>{t(data.reach === 'network' ? 'wall.remote.scan' : 'wall.remote.local')}</span>
        <b>{data.code}</b>
      </p>
    </div>
  );
}

/** Dark on light with a quiet zone of 2: what phones read best. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => {
    const { size: side, data } = encode(text, { ecc: 'M', border: 2 });
    const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { size: side, path: squares.join('') };
  }, [text]);
  return (
    <svg className="wall-qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={`M0 0h${size}v${size}h-${size}z`} fill="var(--c-text)" />
      <path d={path} fill="var(--c-void)" />
    </svg>
  );
}
