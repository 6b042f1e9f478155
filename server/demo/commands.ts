import type { Capability } from '../platform/capability.ts';
import { forOperator, type Command } from '../platform/command.ts';
import { runFeedCommand } from './feed-command.ts';

/** @param house every capability, ground floor first; asked for when the command runs */
export function demoCommands(house: () => readonly Capability[]): readonly Command[] {
  return [clearCommand(house), feedCommand];
}

const clearCommand = (house: () => readonly Capability[]): Command => ({
  name: 'demo clear',
  access: forOperator('demo:clear'),
  usage: 'demo clear  removes everything that was made up for demonstration, its history too',
  async run(services, _args, { print }) {
    await services.db.transaction(async (tx) => {
      for (const { name, clearDemo } of house().toReversed()) {
        if (clearDemo) print(`${name}: ${await clearDemo(tx, services)} removed`);
      }
    });
    return 0;
  },
});

const feedCommand: Command = {
  name: 'demo feed',
  access: forOperator('demo:feed'),
  readsOnly: true,
  usage:
    'demo feed --key K [--url U] [--rate N] [--seed S]  reports made-up incidents to a server, N an hour, until Ctrl-C',
  alone: runFeedCommand,
  run: (_services, args, io) => runFeedCommand(args, io),
};
