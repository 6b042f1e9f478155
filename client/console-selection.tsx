// Finds out what the selection is, so that the map can mark it whoever made it.
import { useEffect } from 'react';
import type { Selected } from './map/map-context.tsx';
import type { Selection } from './platform/url-state.ts';
import { useSelection } from './platform/url.tsx';
import type { Capability } from './ui/capability.ts';
import { useCapabilities } from './use-capabilities.ts';

interface Props {
  onThing: (thing: Selected | undefined) => void;
}

export function ConsoleSelection({ onThing }: Props) {
  const { selection } = useSelection();
  const capability = useCapabilities().of(selection?.kind);
  useEffect(() => {
    if (!capability) onThing(undefined);
  }, [capability, onThing]);
  if (!capability || !selection) return null;
  return <Finder key={capability.name} capability={capability} selection={selection} onThing={onThing} />;
}

function Finder({
  capability,
  selection: { kind, id },
  onThing,
}: Props & { capability: Capability; selection: Selection }) {
  const thing = capability.useThing(id);
  // By content: the hook makes a new object each second while an age grows, the map need not move for that.
  const { name, note, point, outline } = thing ?? {};
  const [lon, lat] = point ?? [];
  useEffect(() => {
    if (name === undefined || lon === undefined || lat === undefined) return onThing(undefined);
    onThing({ kind, id, name, point: [lon, lat], ...(note !== undefined && { note }), ...(outline && { outline }) });
  }, [kind, id, name, note, lon, lat, outline, onThing]);
  return null;
}
