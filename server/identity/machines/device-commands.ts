import { forOperator, type Command } from '../../platform/command.ts';
import { daysAfter, KEY_LIVES_DAYS } from '../feed-keys.ts';
import { dayOf, findMeant, readAsked, readCount } from './command-line.ts';
import { issueDeviceKey, listDevices, revokeDevice } from './device-keys.ts';
import { areasOf } from './feed-commands.ts';

const createDevice: Command = {
  name: 'device create',
  access: forOperator('identity:device-create'),
  usage:
    'device create NAME [--areas PATH,…] [--departments CODE,…] [--days N]  lets a wall show an area; prints its key, once',
  async run({ db, clock }, args, { print }) {
    const asked = readAsked(args, ['areas', 'departments', 'days']);
    const [name] = asked?.names ?? [];
    const days = readCount(asked?.options['days'], KEY_LIVES_DAYS, [1, 3650]);
    const departments = asked?.options['departments']?.split(',').map((code) => code.trim()) ?? ['*'];
    if (!name || name.length > 60 || days === undefined || !departments.every((code) => CODE.test(code))) {
      print(
        'Give the screen a name of at most 60 characters: device create NAME [--areas PATH,…] [--departments CODE,…] [--days 1…3650]',
      );
      return 2;
    }
    const areas = await areasOf(db, asked?.options['areas'], print);
    if (!areas) return 1;
    print((await issueDeviceKey(db, { name, areas, departments, expiresAt: daysAfter(clock(), days) })).key);
    return 0;
  },
};

const CODE = /^(\*|[a-z][a-z0-9-]{0,39})$/;

const revokeDeviceCommand: Command = {
  name: 'device revoke',
  access: forOperator('identity:device-revoke'),
  usage: 'device revoke NAME|ID  takes the key of a wall back, for good',
  async run({ db }, [asked], { print }) {
    const device = findMeant(await listDevices(db), asked);
    const revoked = device !== undefined && (await revokeDevice(db, device.id));
    print(
      revoked ? `Revoked: ${device.name}` : 'There is no such screen at work, or several of this name: device list',
    );
    return revoked ? 0 : 1;
  },
};

const listDevicesCommand: Command = {
  name: 'device list',
  access: forOperator('identity:device-list'),
  readsOnly: true,
  usage: 'device list  shows the screens that have keys, and when these end',
  async run({ db }, _args, { print }) {
    for (const { id, name, prefix, areas, departments, expiresAt, revokedAt, usedAt } of await listDevices(db)) {
      const state = revokedAt ? `revoked ${dayOf(revokedAt)}` : `ends ${dayOf(expiresAt)}`;
      print([id, name, prefix, areas.join(), departments.join(), state, `used ${usedAt ?? '-'}`].join('  '));
    }
    return 0;
  },
};

export const deviceCommands: readonly Command[] = [createDevice, revokeDeviceCommand, listDevicesCommand];
