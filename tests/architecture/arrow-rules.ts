// Who may know whom.
import { arrowsOf, file, floorsOf, packagesOf, type Arrow, type Rule, type SourceFile } from './house.ts';

const show = (arrows: readonly Arrow[]) => arrows.map((arrow) => `${arrow.file} → ${arrow.specifier}`);

/** A rule on single arrows: those that leave `from` and end in `never`, unless excused. */
function arrowRule(
  name: string,
  from: RegExp,
  never: RegExp,
  counterexample: SourceFile,
  excused: (arrow: Arrow) => boolean = () => false,
  allowed: SourceFile[] = [],
): Rule {
  return {
    name,
    breaks: (house) =>
      show(arrowsOf(house).filter((arrow) => from.test(arrow.file) && never.test(arrow.to) && !excused(arrow))),
    counterexamples: [[counterexample]],
    allowed,
  };
}

const imports = (path: string, specifier: string) => file(path, `import { thing } from '${specifier}';`);
/** Whoever may do something, and that it is written down, is asked of every floor. */
const OPEN_TO_ALL = /^server\/(identity\/guard|audit\/record)\.ts$/;
const OPEN = /\/contract\.ts$|\/algorithms\/|^server\/city\/loading\/(targets|upsert)\.ts$|^server\/sealed\/keep\.ts$/;
const FLOORS = file(
  'server/capabilities.ts',
  `import { grids } from './grids/capability.ts';
   import { hazards } from './hazards/capability.ts';
   export const capabilities: readonly Capability[] = [grids, hazards];`,
);

const single: readonly Rule[] = [
  arrowRule(
    'the client knows contracts, shapes, the style of the basemap and itself',
    /^client\//,
    /^(?!client\/|geodata\/space\/|geodata\/basemap\/style\.ts$|server\/([^/]+\/){1,3}contract\.ts$)/,
    imports('client/hazards/hazard-panel.tsx', '../../server/hazards/store.ts'),
    undefined,
    [imports('client/hazards/hazard-layer.tsx', '../../geodata/space/geometry.ts')],
  ),
  arrowRule(
    'the client names a contract by #contract alone',
    /^client\//,
    /^server\//,
    imports('client/hazards/hazard-panel.tsx', '../../server/hazards/contract.ts'),
    ({ specifier }) => specifier.startsWith('#contract/'),
    [imports('client/hazards/hazard-drawer.tsx', '#contract/hazards')],
  ),
  arrowRule(
    'the server does not know the client',
    /^server\//,
    /^client\//,
    imports('server/app.ts', '../client/app.tsx'),
  ),
  arrowRule(
    'what runs does not know its tests',
    /^(client|server|db|geodata)\//,
    /^tests\//,
    imports('server/app.ts', '../tests/support/app.ts'),
  ),
  arrowRule('db stands on the ground', /^db\//, /^(?!db\/)/, imports('db/migrate.ts', '../server/platform/log.ts')),
  arrowRule(
    'geodata stands on the ground',
    /^geodata\//,
    /^(?!geodata\/)/,
    imports('geodata/basemap/tiles.ts', '../../db/sql.ts'),
  ),
  arrowRule(
    'the platform knows no capability, types of the guard and the words for callers apart',
    /^server\/platform\//,
    /^server\/(?!platform\/)/,
    imports('server/platform/live.ts', '../incidents/store.ts'),
    ({ to, typeOnly }) =>
      (typeOnly && to === 'server/identity/guard.ts') || to === 'server/identity/algorithms/roles.ts',
    [file('server/platform/tiles.ts', `import type { Access } from '../identity/guard.ts';`)],
  ),
  arrowRule(
    'a contract holds shapes only',
    /\/contract\.ts$/,
    /^(?!geodata\/space\/|server\/([^/]+\/){1,3}contract\.ts$)/,
    imports('server/hazards/contract.ts', './store.ts'),
    undefined,
    [imports('server/hazards/contract.ts', '../platform/contract.ts')],
  ),
  arrowRule(
    'algorithms know algorithms, contracts and geodata',
    /\/algorithms\//,
    /^(?!geodata\/|.*\/algorithms\/|server\/([^/]+\/){1,3}contract\.ts$)/,
    imports('server/grids/algorithms/split.ts', '../../../db/sql.ts'),
    undefined,
    [imports('server/grids/algorithms/merge.ts', '../../../geodata/space/geometry.ts')],
  ),
  arrowRule(
    'a store does not know its routes',
    /\/store\.ts$/,
    /\/routes\.ts$/,
    imports('server/hazards/store.ts', './routes.ts'),
  ),
  arrowRule(
    'nobody but the list knows a plug',
    /^server\/(?!capabilities\.ts)/,
    /\/capability\.ts$/,
    imports('server/hazards/routes.ts', './capability.ts'),
    ({ to }) => to === 'server/platform/capability.ts',
    [imports('server/platform/topics.ts', './capability.ts')],
  ),
  arrowRule(
    'map, ui and platform of the client know no capability',
    /^client\/(map|ui|platform)\//,
    /^client\/(?!(map|ui|platform)\/)/,
    imports('client/map/city-map.tsx', '../hazards/hazard-layer.tsx'),
  ),
];

const floors: Rule = {
  name: 'a capability takes contracts and algorithms, and only from those listed before it',
  breaks: (house) => {
    const order = floorsOf(house);
    const floorOf = (path: string) => order.findIndex((name) => path.startsWith(`server/${name}/`));
    const between = arrowsOf(house).filter(
      ({ file, to }) => floorOf(file) >= 0 && floorOf(to) >= 0 && floorOf(file) !== floorOf(to),
    );
    return show(
      between.filter(({ file, to }) => !OPEN_TO_ALL.test(to) && (floorOf(to) > floorOf(file) || !OPEN.test(to))),
    );
  },
  counterexamples: [
    [FLOORS, imports('server/grids/store.ts', '../hazards/contract.ts')],
    [FLOORS, imports('server/hazards/store.ts', '../grids/store.ts')],
  ],
  allowed: [
    FLOORS,
    imports('server/hazards/store.ts', '../grids/contract.ts'),
    imports('server/hazards/routes.ts', '../grids/algorithms/split.ts'),
  ],
};

/** Pages of their own in a folder of their own: like the console's, they are where capabilities meet. */
const PAGE = /^client\/(wall|admin)\//;
const roomOf = (path: string) => /^client\/(?!map\/|ui\/|platform\/)([^/]+)\//.exec(path)?.[1];
const rooms: Rule = {
  name: 'client capabilities do not know one another',
  breaks: (house) =>
    show(
      arrowsOf(house).filter(
        ({ file, to }) => roomOf(file) && roomOf(to) && roomOf(file) !== roomOf(to) && !PAGE.test(file),
      ),
    ),
  counterexamples: [
    [imports('client/hazards/hazard-panel.tsx', '../shelters/shelter-drawer.tsx')],
    [imports('client/hazards/hazard-panel.tsx', '../wall/block.tsx')],
  ],
  allowed: [
    imports('client/wall/map/wall-map.tsx', '../../hazards/hazard-layer.tsx'),
    imports('client/hazards/hazard-panel.tsx', '../map/camera.ts'),
    imports('client/app.tsx', './hazards/hazard-panel.tsx'),
  ],
};

/** Packages are arrows too. */
function packageRule(name: string, from: RegExp, never: RegExp, counterexample: SourceFile, allowed: SourceFile): Rule {
  return {
    name,
    breaks: (house) =>
      house
        .filter(({ path }) => from.test(path) && /\.tsx?$/.test(path))
        .flatMap((source) =>
          packagesOf(source)
            .filter((taken) => never.test(taken))
            .map((taken) => `${source.path} → ${taken}`),
        ),
    counterexamples: [[counterexample]],
    allowed: [allowed],
  };
}

const packages: readonly Rule[] = [
  packageRule(
    'a contract takes typebox and nothing else',
    /\/contract\.ts$/,
    /^(?!typebox$)/,
    imports('server/hazards/contract.ts', 'fastify'),
    imports('server/hazards/contract.ts', 'typebox'),
  ),
  packageRule(
    'algorithms do no input or output',
    /\/algorithms\//,
    /^(node:(?!crypto$)|pg$|fastify|socket\.io|@electric-sql)/,
    imports('server/grids/algorithms/split.ts', 'node:fs'),
    imports('server/grids/algorithms/split.ts', '@turf/turf'),
  ),
  packageRule(
    'engines stay behind the interface of db',
    /^(?!db\/|tests\/)/,
    /^(pg|@electric-sql\/.+)$/,
    imports('server/hazards/store.ts', 'pg'),
    imports('db/postgres.ts', 'pg'),
  ),
  packageRule(
    'only client/platform opens a socket',
    /^client\/(?!platform\/)/,
    /^socket\.io/,
    imports('client/incidents/use-incidents.ts', 'socket.io-client'),
    imports('client/platform/live.ts', 'socket.io-client'),
  ),
];

export const arrowRules: readonly Rule[] = [...single, floors, rooms, ...packages];
