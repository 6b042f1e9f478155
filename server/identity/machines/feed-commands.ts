import type { Db } from '../../../db/connection.ts';
import { forOperator, type Command, type CommandIo } from '../../platform/command.ts';
import { issueFeedKey, KEY_LIVES_DAYS, listFeeds, revokeFeed, rotateFeedKey } from '../feed-keys.ts';
import { findTerritory } from '../store.ts';
import { dayOf, findMeant, readAsked, readCount } from './command-line.ts';

/** The machine at the other end is changed over by then, unless somebody says otherwise. */
const OVERLAP_HOURS = 24;
const DAYS = [1, 3650] as const;

const createFeed: Command = {
  name: 'feed create',
  access: forOperator('identity:feed-create'),
  usage: 'feed create NAME [--areas PATH,…] [--days N]  lets a new feed report incidents; prints its key, once',
  async run({ db, clock }, args, { print }) {
    const asked = readAsked(args, ['areas', 'days']);
    const [name] = asked?.names ?? [];
    const days = readCount(asked?.options['days'], KEY_LIVES_DAYS, DAYS);
    if (!asked || !name || name.length > 80 || days === undefined) {
      print('Give the feed a name of at most 80 characters: feed create NAME [--areas PATH,…] [--days 1…3650]');
      return 2;
    }
    const areas = await areasOf(db, asked.options['areas'], print);
    if (!areas) return 1;
    print((await issueFeedKey(db, name, areas, clock(), days)).key);
    return 0;
  },
};

const rotateFeed: Command = {
  name: 'feed rotate',
  access: forOperator('identity:feed-rotate'),
  usage: 'feed rotate NAME|ID [--overlap HOURS] [--days N]  prints a new key; the present one holds for 24 hours more',
  async run({ db, clock }, args, { print }) {
    const asked = readAsked(args, ['overlap', 'days']);
    const overlapHours = readCount(asked?.options['overlap'], OVERLAP_HOURS, [0, 24 * 90]);
    const days = readCount(asked?.options['days'], KEY_LIVES_DAYS, DAYS);
    if (!asked?.names[0] || overlapHours === undefined || days === undefined) {
      print('Say which feed: feed rotate NAME|ID [--overlap HOURS] [--days 1…3650]');
      return 2;
    }
    const feed = findMeant(await listFeeds(db), asked.names[0]);
    const key = feed && (await rotateFeedKey(db, feed.id, clock(), { overlapHours, days }));
    print(key ?? NO_SUCH_FEED);
    return key === undefined ? 1 : 0;
  },
};

const revokeFeedCommand: Command = {
  name: 'feed revoke',
  access: forOperator('identity:feed-revoke'),
  usage: 'feed revoke NAME|ID  takes the keys of a feed back, for good',
  async run({ db }, [asked], { print }) {
    const feed = findMeant(await listFeeds(db), asked);
    const revoked = feed !== undefined && (await revokeFeed(db, feed.id));
    print(revoked ? `Revoked: ${feed.name}` : NO_SUCH_FEED);
    return revoked ? 0 : 1;
  },
};

const listFeedsCommand: Command = {
  name: 'feed list',
  access: forOperator('identity:feed-list'),
  readsOnly: true,
  usage: 'feed list  shows the feeds, since when they were not heard, and when their keys end',
  async run({ db }, _args, { print }) {
    for (const feed of await listFeeds(db)) {
      const state = feed.revokedAt ? `revoked ${dayOf(feed.revokedAt)}` : `ends ${dayOf(feed.expiresAt)}`;
      const overlap = feed.previousUntil ? `, former key until ${feed.previousUntil}` : '';
      const used = `used ${feed.usedAt ?? '-'}`;
      print([feed.id, feed.name, feed.prefix ?? '-', feed.areas.join(), state + overlap, used].join('  '));
    }
    return 0;
  },
};

const NO_SUCH_FEED = 'There is no such feed at work, or several of this name: feed list shows their ids';

/** The areas that were asked for, else the whole territory; undefined, and said, where they cannot be. */
export async function areasOf(
  db: Db,
  asked: string | undefined,
  print: CommandIo['print'],
): Promise<readonly string[] | undefined> {
  const cities = (await findTerritory(db)).filter(({ level }) => level === 'city').map(({ path }) => path);
  if (cities.length === 0) {
    print('No city is loaded yet: a key is for a territory. Load one first: city load DIR');
    return undefined;
  }
  const areas = asked?.split(',').map((path) => path.trim()) ?? cities;
  if (areas.every((path) => /^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(path))) return areas;
  print('Areas are division paths of 2, 4, 6, 9 or 12 digits, separated by commas');
  return undefined;
}

export const feedCommands: readonly Command[] = [createFeed, rotateFeed, revokeFeedCommand, listFeedsCommand];
