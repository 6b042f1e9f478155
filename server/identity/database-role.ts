// In which role a caller meets the row policies.
import type { DatabaseRole } from '../../db/connection.ts';
import type { Caller } from './contract.ts';

const DATABASE_ROLE_OF: Readonly<Record<Caller, DatabaseRole>> = {
  public: 'public',
  'duty-officer': 'staff',
  manager: 'staff',
  clerk: 'staff',
  analyst: 'staff',
  'grid-worker': 'staff',
  unit: 'unit',
  'system-admin': 'system',
  'security-admin': 'security',
  'audit-admin': 'audit',
  feed: 'feed',
  wall: 'staff',
  remote: 'remote',
  operator: 'job',
};

export const databaseRoleOf = (caller: Caller): DatabaseRole => DATABASE_ROLE_OF[caller];
