import type { Command } from '../platform/command.ts';
import { accountCommands } from './account-commands.ts';
import { deviceCommands } from './machines/device-commands.ts';
import { feedCommands } from './machines/feed-commands.ts';
import { oidcCommands } from './oidc/commands.ts';

export const identityCommands: readonly Command[] = [
  ...accountCommands,
  ...feedCommands,
  ...deviceCommands,
  ...oidcCommands,
];
