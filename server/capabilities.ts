// The house, ground floor first: a capability takes contracts and algorithms only from those above it in this list.
import { audit } from './audit/capability.ts';
import { identity } from './identity/capability.ts';
import type { Capability } from './platform/capability.ts';

export const capabilities: readonly Capability[] = [identity, audit];
