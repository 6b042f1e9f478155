// For whom a thing of a register is, asked for beside the thing itself.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Audience, SharedKind } from '#contract/sharing';
import { getJson, sendJson } from '../platform/http.ts';
import { useMay } from '../platform/session.ts';
import { AudienceDialog, type AudienceDoor } from './audience-dialog.tsx';
import { AudienceSection } from './audience-section.tsx';
import { useWords } from './language.ts';
import { problemText } from './problem-text.ts';

interface Props {
  kind: SharedKind;
  thing: { readonly id: string; readonly code: string; readonly name: string; readonly divisionPath: string };
}

/** Nothing until it is known, and nothing for a thing that is not there any more. */
export function RegisteredAudience({ kind, thing: { id, code, name, divisionPath } }: Props) {
  const { t } = useWords();
  const may = useMay();
  const queries = useQueryClient();
  const queryKey = ['sharing', kind, id];
  const path = `/api/sharing/${kind}/${id}`;
  const { data: audience } = useQuery({
    queryKey,
    queryFn: ({ signal }) => getJson<Audience>(path, signal),
    enabled: may('sharing:read'),
  });
  if (!audience) return null;
  const door: AudienceDoor = {
    limit: (departments) => sendJson('PUT', `${path}/departments`, { departments, seen: audience.departments }),
    share: (wanted) => sendJson('POST', path, wanted),
    unshare: (division) => sendJson('DELETE', `${path}/${division}`, undefined),
    onSettled: () => queries.invalidateQueries({ queryKey }),
    failure: (error) =>
      error && (
        <p className="field-error" role="alert">
          {problemText(error, t)}
        </p>
      ),
  };
  const [mayLimit, mayShare] = [may('sharing:limit'), may('sharing:share')];
  return (
    <AudienceSection audience={audience} mayChange={mayLimit || mayShare}>
      {(onClose) => (
        <AudienceDialog
          {...{ audience, divisionPath, door, mayLimit, mayShare, onClose }}
          subject={`${code} · ${name}`}
        />
      )}
    </AudienceSection>
  );
}
