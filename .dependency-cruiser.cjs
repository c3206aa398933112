// The architecture's direction as rules. Each comment names the rule and says what to do.

/** From the top down: a module may import from its own row and from the rows beneath it. */
const layers = [
  { name: 'composition root', folders: ['compose.ts', 'index.ts'] },
  { name: 'doors', folders: ['http/', 'cli/', 'jobs/'] },
  { name: 'verbs', folders: ['decide/', 'report/', 'export/'] },
  { name: 'stages', folders: ['advise/', 'prepare/', 'probe/', 'refine/', 'audit/'] },
  { name: 'store', folders: ['store/', 'files/', 'telemetry/'] },
  { name: 'facts and vocabulary', folders: ['profile/', 'settings/'] },
];

/** Of hono what draws pages; it knows nothing of a server. */
const components = String.raw`(^|node_modules/)hono/.*(jsx|html)(/|$)`;

/** One door for each large dependency. */
const doors = [
  { folder: 'profile', packages: ['@duckdb/'] },
  { folder: 'advise', packages: ['json-rules-engine'] },
  { folder: 'probe', packages: ['@tensorflow/'] },
  { folder: 'store', packages: ['drizzle-orm', 'postgres', '@electric-sql/'] },
  { folder: 'files', packages: ['@aws-sdk/'] },
  { folder: 'telemetry', packages: ['@opentelemetry/'] },
  { folder: 'jobs', packages: ['pg-boss'] },
  { folder: 'http', packages: ['hono', '@hono/', '@scalar/', 'swagger-ui-dist'], except: components },
  { folder: 'cli', packages: ['commander'] },
  { folder: 'report', packages: ['linkedom', '@observablehq/'] },
];

const escape = (text) => text.replaceAll('.', String.raw`\.`);
const pattern = (folders) => `^src/(${folders.map(escape).join('|')})`;
const packagePattern = (name) => `(^|node_modules/)${escape(name)}${name.endsWith('/') ? '' : '(/|$)'}`;
// The program that a user starts has to ask the composition root for its parts; nothing else in cli/ may.
const entry = String.raw`^src/cli/main\.ts$`;

const upward = layers.slice(1).map((layer, index) => ({
  name: `direction-${layer.name.replaceAll(' ', '-')}`,
  comment:
    `Direction: ${layer.folders.join(', ')} may not import a layer above (${layers[index].name} and up). ` +
    'Move what is shared down, or take it as an argument.',
  severity: 'error',
  from: { path: pattern(layer.folders), pathNot: entry },
  to: { path: pattern(layers.slice(0, index + 1).flatMap(({ folders }) => folders)) },
}));

const stages = ['advise', 'prepare', 'probe', 'refine', 'audit'].map((stage) => ({
  name: `stages-apart-${stage}`,
  comment: `Stages never import each other; only decide composes them. Move a schema that ${stage} shares with another stage to profile or settings.`,
  severity: 'error',
  from: { path: `^src/${stage}/` },
  to: { path: '^src/(advise|prepare|probe|refine|audit)/', pathNot: `^src/${stage}/` },
}));

const oneDoor = doors.map(({ folder, packages, except }) => ({
  name: `one-door-${folder}`,
  comment: `One door for each large dependency: only src/${folder} imports ${packages.join(', ')}. Add what you need to src/${folder} and call that.`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/${folder}/` },
  to: { path: packages.map(packagePattern).join('|'), ...(except && { pathNot: except }) },
}));

const single = [
  {
    name: 'one-door-components',
    comment: 'Pages are drawn in one place: only src/report imports hono/jsx and hono/html. Add what you need there.',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/report/' },
    to: { path: components },
  },
  {
    name: 'direction-leaves',
    comment: 'Leaves (src/*.ts) import nothing of ours but errors.ts. Take the rest as an argument.',
    severity: 'error',
    from: { path: String.raw`^src/[^/]+\.tsx?$`, pathNot: String.raw`^src/(compose|index)\.ts$` },
    to: { path: '^src/', pathNot: String.raw`^src/errors\.ts$` },
  },
  {
    name: 'store-has-three-callers',
    comment: 'Only audit, decide and jobs touch the store (and compose, which opens it). Ask a verb of decide instead.',
    severity: 'error',
    from: { path: '^src/', pathNot: String.raw`^src/(store/|audit/|decide/|jobs/|compose\.ts$)` },
    to: { path: '^src/store/' },
  },
  {
    name: 'entry-only-composes',
    comment: 'Of cli/, only main.ts imports the composition root (compose.ts); a command gets its parts as arguments.',
    severity: 'error',
    from: { path: entry },
    to: { path: String.raw`^src/index\.ts$` },
  },
  {
    name: 'no-cycles',
    comment: 'Modules form no cycle. Move what both need to a third file.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'nothing-unresolved',
    comment: 'Every import resolves, to a file or to a package that package.json lists.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'no-development-packages',
    comment:
      'What ships imports no development dependency. Move the package to "dependencies", or the code to scripts or test.',
    severity: 'error',
    from: { path: '^src/' },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...upward, ...stages, ...oneDoor, ...single],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    moduleSystems: ['es6', 'cjs'],
  },
};
