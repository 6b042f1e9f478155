// Where a file lies, what it is called and how large it may grow.
import { arrowsOf, file, floorsOf, type Rule, type SourceFile } from './house.ts';

const WALL = 300;
/** Tables of words and figures, tests: read in parts, not as a whole. */
const UNWALLED = /^tests\/|^client\/ui\/words\/|\/data\/|\.data\.ts$/;
/** Parts of the frame, and pages with an entry of their own. */
const CLIENT_PARTS = new Set(['admin', 'map', 'platform', 'tools', 'ui', 'wall']);
const SERVER_PARTS = new Set(['platform']);

const foldersOf = (house: readonly SourceFile[], room: string) =>
  new Set(
    house.flatMap(({ path }) =>
      path.startsWith(`${room}/`) && path.split('/').length > 2 ? [path.split('/')[1]!] : [],
    ),
  );

const lines = (count: number) => 'const line = 1;\n'.repeat(count);
const plug = file('server/hazards/capability.ts', 'export const hazards: Capability = {};');
const listed = file(
  'server/capabilities.ts',
  `import { hazards } from './hazards/capability.ts';\nexport const capabilities = [hazards];`,
);

export const planRules: readonly Rule[] = [
  {
    name: `no file grows past ${WALL} lines`,
    breaks: (house) =>
      house
        .filter(({ path, text }) => !UNWALLED.test(path) && text.trimEnd().split('\n').length > WALL)
        .map(({ path }) => path),
    counterexamples: [[file('server/hazards/store.ts', lines(WALL + 1))]],
    allowed: [file('server/grids/store.ts', lines(WALL)), file('client/ui/words/zh.ts', lines(WALL + 1))],
  },
  {
    name: 'no room for odds and ends',
    breaks: (house) =>
      house
        .map(({ path }) => path)
        .filter((path) => /\/(utils?|helpers?|common|misc|types|lib|shared)(\/|\.[a-z]+$)/.test(path)),
    counterexamples: [[file('server/utils/dates.ts', '')], [file('client/hazards/helpers.ts', '')]],
    allowed: [file('client/ui/dates.ts', '')],
  },
  {
    name: 'files are named in kebab-case',
    breaks: (house) => house.map(({ path }) => path).filter((path) => !/^[a-z0-9./-]+$/.test(path)),
    counterexamples: [[file('client/hazards/HazardPanel.tsx', '')]],
    allowed: [file('client/hazards/hazard-panel.tsx', '')],
  },
  {
    name: 'every capability of the server has its plug, and the list names it',
    breaks: (house) => {
      const folders = [...foldersOf(house, 'server')].filter((folder) => !SERVER_PARTS.has(folder));
      const floors = floorsOf(house);
      const unplugged = folders.filter(
        (folder) => !house.some(({ path }) => path === `server/${folder}/capability.ts`),
      );
      return [
        ...unplugged.map((folder) => `server/${folder} has no capability.ts`),
        ...folders.filter((folder) => !floors.includes(folder)).map((folder) => `server/${folder} is not listed`),
      ];
    },
    counterexamples: [[plug], [listed, file('server/hazards/store.ts', '')]],
    allowed: [plug, listed, file('server/platform/problem.ts', '')],
  },
  {
    name: 'every room of the client bears the word of a capability, and the list or the frame opens it',
    breaks: (house) => {
      const words = foldersOf(house, 'server');
      const opened = new Set(
        arrowsOf(house)
          .filter(({ file }) => /^client\/(admin\/)?[^/]+$/.test(file))
          .map(({ to }) => to.split('/')[1]),
      );
      const folders = [...foldersOf(house, 'client')].filter((folder) => !CLIENT_PARTS.has(folder));
      return folders.filter((folder) => !words.has(folder) || !opened.has(folder)).map((folder) => `client/${folder}`);
    },
    counterexamples: [
      [plug, file('client/hazards/hazard-panel.tsx', '')],
      [
        file('client/dashboards/panel.tsx', ''),
        file('client/app.tsx', `import { Panel } from './dashboards/panel.tsx';`),
      ],
    ],
    allowed: [
      plug,
      listed,
      file('client/hazards/hazard-panel.tsx', ''),
      file('client/capabilities.ts', `import { HazardPanel } from './hazards/hazard-panel.tsx';`),
    ],
  },
  {
    name: 'migrations are numbered once each and say what they are for',
    breaks: (house) => {
      const migrations = house.filter(({ path }) => /^db\/migrations\/.*\.sql$/.test(path));
      const numbers = migrations.map(({ path }) => /\/(\d{4})-[a-z0-9-]+\.sql$/.exec(path)?.[1]);
      return migrations
        .filter(({ text }, at) => !numbers[at] || numbers.indexOf(numbers[at]) !== at || !/^-- \S/.test(text))
        .map(({ path }) => path);
    },
    counterexamples: [
      [file('db/migrations/hazards.sql', '-- Hazards.')],
      [file('db/migrations/0004-hazards.sql', 'CREATE SCHEMA hazards;')],
      [file('db/migrations/0004-hazards.sql', '-- Hazards.'), file('db/migrations/0004-sites.sql', '-- Sites.')],
    ],
    allowed: [file('db/migrations/0004-hazards.sql', '-- Hazards.'), file('db/migrations/0005-sites.sql', '-- Sites.')],
  },
];
