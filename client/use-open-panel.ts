import { recall, remember } from './platform/remembered.ts';
import { useChangeUrl, useUrlState } from './platform/url.tsx';
import { useIsPhone } from './ui/use-media.ts';
import { useCapabilities } from './use-capabilities.ts';

const NAME = 'panel';
const CLOSED = 'none';

/** Which list is open: what the address says, else what this machine remembers, else the incidents (a phone: the map alone). */
export function useOpenPanel() {
  const fromAddress = useUrlState((state) => state.panel);
  const change = useChangeUrl();
  const phone = useIsPhone();
  const capabilities = useCapabilities();
  const wanted = fromAddress ?? recall(NAME, phone ? CLOSED : 'incidents');
  const panel = capabilities.of(wanted)?.Panel ? wanted : undefined;
  const show = (name: string) => {
    remember(NAME, name);
    change({ panel: name });
  };
  return { panel, open: show, close: () => show(CLOSED) };
}
