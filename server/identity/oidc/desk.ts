// The provider and the map of its roles, as they were set: both, or no single sign-on.
import { ConfigError, type Config } from '../../platform/config.ts';
import type { Log } from '../../platform/log.ts';
import { parseRoleMap, type RoleMap } from '../algorithms/role-map.ts';
import { openProvider, type Provider } from './provider.ts';

export interface Desk {
  readonly provider: Provider;
  readonly map: RoleMap;
}

/** @throws ConfigError where the map of roles cannot be read: nobody is let in by half a map */
export function openDesk(oidc: NonNullable<Config['oidc']>, home: string, log: Log): Desk {
  try {
    return { provider: openProvider(oidc, home, log), map: parseRoleMap(oidc.roleMap) };
  } catch (error) {
    if (error instanceof RangeError) throw new ConfigError(`OIDC_ROLE_MAP is not valid: ${error.message}`);
    throw error;
  }
}
