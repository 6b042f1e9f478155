import type { Capability } from '../platform/capability.ts';

export const audit: Capability = { name: 'audit' };
