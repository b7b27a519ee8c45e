/** Who may import whom. The reasons are in docs/decisions/0001-layout.md; test/rules plants a breach of each. */
const PURE_PACKAGES = 'zod|liquidjs|saxes|re2js|secure-json-parse|acorn|quickjs-emscripten-core';
const pure = `^node_modules/(${PURE_PACKAGES})/`;
const npm = '(^|/)node_modules/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'shared-stands-alone',
      comment: 'Both sides run shared/, so it imports only itself and a few named packages without effects.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { pathNot: ['^shared/', pure], dependencyTypesNot: ['core'] },
    },
    {
      name: 'shared-without-node',
      comment: 'shared/ also runs in the browser: no Node built-ins.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'client-not-to-server',
      comment: 'The designer meets the server over HTTP only.',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^server/' },
    },
    {
      name: 'server-not-to-client',
      comment: 'The server serves the built designer as files and never imports it.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^client/' },
    },
    {
      name: 'blocks-alone',
      comment: 'A block is one file that can be read, added and removed alone; only the list knows them all.',
      severity: 'error',
      from: { path: '^shared/blocks/', pathNot: '^shared/blocks/index\\.ts$' },
      to: { path: '^shared/blocks/[^/]+\\.ts$' },
    },
    {
      name: 'blocks-not-to-engine',
      comment: 'Blocks return data; the engine runs them, not the other way round.',
      severity: 'error',
      from: { path: '^shared/blocks/' },
      to: { path: '^shared/engine/' },
    },
    {
      name: 'shared-leaves',
      comment:
        'text, time, flow, twiml and template are foundations: each imports itself, text and named packages only.',
      severity: 'error',
      from: { path: '^shared/(text|time|flow|twiml|template)/' },
      to: { path: '^(shared|client|server)/', pathNot: '^shared/($1|text)/' },
    },
    {
      name: 'client-ui-leaf',
      comment: 'Plain controls know nothing of flows, stores or the API.',
      severity: 'error',
      from: { path: '^client/ui/' },
      to: { path: '^(shared|client|server)/', pathNot: '^client/ui/' },
    },
    {
      name: 'fields-on-foundations',
      comment: 'Field kinds stand on flow, twiml and template and are used by blocks.',
      severity: 'error',
      from: { path: '^shared/fields/' },
      to: {
        path: '^(shared|client|server)/',
        pathNot: '^shared/((fields|flow|twiml|template|text|time)/|sandbox/limits\\.ts$)',
      },
    },
    {
      name: 'phone-knows-twiml-only',
      comment: "The phone is Twilio's end of the line: it can call any TwiML application, so it may not know ours.",
      severity: 'error',
      from: { path: '^shared/phone/' },
      to: { path: '^(shared|client|server)/', pathNot: '^shared/(phone|twiml)/' },
    },
    {
      name: 'rehearsal-joins-engine-and-phone',
      comment: 'A rehearsal is handed the types of blocks, as the engine is; it knows none by name.',
      severity: 'error',
      from: { path: '^shared/rehearsal/' },
      to: {
        path: '^(shared|client|server)/',
        pathNot: '^shared/((block|effect)\\.ts$|(rehearsal|engine|flow|languages|phone|twiml|text|template)/)',
      },
    },
    {
      name: 'engine-not-to-phone',
      comment: 'The engine answers calls and never makes them.',
      severity: 'error',
      from: { path: '^shared/engine/' },
      to: { path: '^shared/phone/' },
    },
    {
      name: 'client-rooms-apart',
      comment: 'Rooms of the designer meet through client/state, client/ui and client/api.',
      severity: 'error',
      from: { path: '^client/([^/]+)/' },
      to: { path: '^client/', pathNot: '^client/($1|state|ui|api)/' },
    },
    {
      name: 'only-main-picks-parts',
      comment: 'Concrete stores and services are chosen in the composition root; everyone else takes the port.',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/(main\\.ts$|cli/code\\.ts$|store/|services/)' },
      to: { path: '^server/(store|services)/', pathNot: '^server/store/(?!sqlite\\.ts$)[a-z-]+\\.ts$' },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle means two files are one; merge them or move what they share.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'A typing mistake in a path would otherwise pass every rule above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'runtime-packages',
      comment: 'What the server runs on is installed with --omit=dev, so it lives in dependencies.',
      severity: 'error',
      from: { path: '^(server|shared)/' },
      to: { path: npm, dependencyTypes: ['npm-dev', 'npm-no-pkg'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '[.](css|svg|png|woff2)' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
