import type { Command } from '../platform/command.ts';
import { issueFeedKey } from './feed-keys.ts';
import { findTerritory } from './store.ts';

const createFeed: Command = {
  name: 'feed create',
  usage: 'feed create NAME  lets a new feed report incidents; prints its key, once',
  async run({ db, clock }, [name], { print }) {
    if (!name || name.length > 80) {
      print('Give the feed a name of at most 80 characters: feed create NAME');
      return 2;
    }
    const areas = (await findTerritory(db)).filter(({ level }) => level === 'city').map(({ path }) => path);
    if (areas.length === 0) {
      print('No city is loaded yet: a feed reports into a territory. Load one first: city load DIR');
      return 1;
    }
    const { key } = await issueFeedKey(db, name, areas, clock());
    print(key);
    return 0;
  },
};

export const identityCommands: readonly Command[] = [createFeed];
