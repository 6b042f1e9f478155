import { forOperator, type Command } from '../platform/command.ts';
import { findKeyInForce } from './key-in-force.ts';
import { findLost } from './lost.ts';
import { rotate } from './rotation.ts';

const rotateKeys: Command = {
  name: 'sealing rotate',
  access: forOperator('sealed:rotate'),
  usage:
    'sealing rotate [--key-lost]  makes a new key and seals everything anew with it; goes on where it was broken off; --key-lost: the key in force will never come back',
  async run(services, args, { print }) {
    const { sealedAnew, lost, retiredTo } = await rotate(services, { isKeyLost: args.includes('--key-lost') });
    print(`Sealed anew: ${sealedAnew}, with key ${services.sealing.currentKeyId}`);
    if (retiredTo) print(`Old keys are in ${retiredTo}: only backups made before now need them. Remove them together.`);
    if (lost > 0) print(`Could not be opened, their key is not here: ${lost}`);
    else if (services.config.sealingKeys !== undefined)
      print(
        'Nothing needs the keys after the first one of SEALING_KEY. To rotate: put a new key before them, start all servers anew, run this again.',
      );
    return lost > 0 ? 1 : 0;
  },
};

const checkKeys: Command = {
  name: 'sealing check',
  access: forOperator('sealed:check'),
  readsOnly: true,
  usage: 'sealing check  tells whether everything that is sealed can be opened',
  async run(services, _args, { print }) {
    const lost = await findLost(services);
    for (const { name, keyId, count } of lost)
      print(`${count} ${name} cannot be opened: sealing key ${keyId} is not here`);
    const inForce = await findKeyInForce(services.db);
    const isForeign = inForce !== undefined && !services.sealing.holds(inForce);
    if (isForeign) print(`Sealing key ${inForce} is in force and not here: give all servers the same SEALING_KEY`);
    if (lost.length === 0) print('Everything that is sealed can be opened');
    return lost.length === 0 && !isForeign ? 0 : 1;
  },
};

export const sealedCommands: readonly Command[] = [rotateKeys, checkKeys];
