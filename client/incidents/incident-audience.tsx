// For whom an incident is.
import { useQueryClient } from '@tanstack/react-query';
import type { IncidentDetail } from '#contract/incidents';
import { sendJson } from '../platform/http.ts';
import { useMay } from '../platform/session.ts';
import { AudienceDialog, type AudienceDoor } from '../ui/audience-dialog.tsx';
import { AudienceSection } from '../ui/audience-section.tsx';
import { ActFailure } from './act-failure.tsx';
import { isConflict } from './use-act.ts';
import { reloadIncidents } from './use-incidents.ts';

export function IncidentAudience({ incident }: { incident: IncidentDetail }) {
  const may = useMay();
  const queries = useQueryClient();
  const path = `/api/incidents/${incident.id}`;
  const door: AudienceDoor = {
    limit: (departments) => sendJson('PUT', `${path}/departments`, { revision: incident.revision, departments }),
    share: (wanted) => sendJson('POST', `${path}/sharing`, wanted),
    unshare: (division) => sendJson('DELETE', `${path}/sharing/${division}`, undefined),
    onSettled: (error) => {
      if (error && isConflict(error)) reloadIncidents();
      return queries.invalidateQueries({ queryKey: ['incidents', incident.id] });
    },
    failure: (error) => <ActFailure error={error} incident={incident} />,
  };
  const [mayLimit, mayShare] = [may('incidents:limit'), may('incidents:share')];
  return (
    <AudienceSection audience={incident} mayChange={mayLimit || mayShare}>
      {(onClose) => (
        <AudienceDialog
          {...{ door, mayLimit, mayShare, onClose }}
          audience={incident}
          divisionPath={incident.divisionPath}
          subject={`${incident.number} · ${incident.title}`}
        />
      )}
    </AudienceSection>
  );
}
