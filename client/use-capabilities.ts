import { capabilities, capabilityOf } from './capabilities.ts';
import { useMay } from './platform/session.ts';
import type { Capability } from './ui/capability.ts';

/** The capabilities that this person has something to do with, and the one of a name among them. */
export function useCapabilities(): {
  all: readonly Capability[];
  of: (name: string | undefined) => Capability | undefined;
} {
  const may = useMay();
  return {
    all: capabilities.filter(({ act }) => may(act)),
    of: (name) => {
      const found = capabilityOf(name);
      return found && may(found.act) ? found : undefined;
    },
  };
}
