/** A folder of the source tree, and the folders that its files may import from. */
export interface Room {
  readonly folder: string;
  readonly imports: readonly string[];
}

const BASE = ['src/analysis/base', 'src/analysis/settings', 'src/analysis/syntax'];
const MODEL = ['src/analysis/model', 'src/analysis/model/pods'];
const RULE = [...BASE, 'src/analysis/findings', ...MODEL, 'src/analysis/rules/shared', 'src/analysis/rules/objects'];
const ISTIO_RULE_KINDS = ['ambient', 'annotations', 'destination-rule', 'gateway', 'peer-authentication', 'proxy-config', 'service-entry', 'shared', 'sidecar', 'telemetry', 'virtual-service']
  .map(kind => `src/analysis/rules/istio/${kind}`);
const CONSTRUCT = [...BASE, 'src/core', 'src/core/signatures'];
const RESOURCE = [...CONSTRUCT, 'src/analysis/dynatrace', 'src/dynatrace/shared', 'src/dynatrace/pods', 'src/dynatrace/tokens', 'src/dynatrace/connection'];

/**
 * The rooms of `src`, from the lowest layer to the highest: a room imports only from rooms earlier in this list. ESLint refuses any other import, and
 * `test/architecture.test.ts` compares the list with the actual imports.
 */
export const ROOMS: readonly Room[] = [
  { folder: 'src/analysis/base', imports: [] },
  { folder: 'src/analysis/settings', imports: ['src/analysis/base'] },
  { folder: 'src/analysis/syntax', imports: ['src/analysis/base'] },
  { folder: 'src/analysis/syntax/cel', imports: [] },
  { folder: 'src/analysis/syntax/re2', imports: ['src/analysis/base'] },
  { folder: 'src/analysis/findings', imports: BASE },
  { folder: 'src/analysis/model', imports: BASE },
  { folder: 'src/analysis/model/pods', imports: [...BASE, 'src/analysis/model'] },
  { folder: 'src/analysis/reach/proxy', imports: [...BASE, ...MODEL] },
  { folder: 'src/analysis/reach/order', imports: [...BASE, ...MODEL, 'src/analysis/reach/proxy'] },
  { folder: 'src/analysis/reach/explain', imports: [...BASE, ...MODEL, 'src/analysis/reach/proxy'] },
  {
    folder: 'src/analysis/reach',
    imports: [...BASE, ...MODEL, 'src/analysis/reach/proxy', 'src/analysis/reach/order', 'src/analysis/reach/explain'],
  },
  {
    folder: 'src/analysis/reach/trace',
    imports: [...BASE, ...MODEL, 'src/analysis/reach', 'src/analysis/reach/proxy', 'src/analysis/reach/explain'],
  },
  { folder: 'src/analysis/dynatrace', imports: [...BASE, ...MODEL, 'src/analysis/syntax/re2'] },
  { folder: 'src/analysis/schema', imports: [...BASE, 'src/analysis/findings', 'src/analysis/dynatrace'] },
  { folder: 'src/analysis/migration', imports: [...BASE, 'src/analysis/dynatrace', 'src/analysis/schema'] },
  { folder: 'src/analysis/rules/shared', imports: BASE },
  {
    folder: 'src/analysis/rules/objects',
    imports: [...BASE, 'src/analysis/findings', ...MODEL, 'src/analysis/dynatrace', 'src/analysis/schema', 'src/analysis/rules/shared'],
  },
  { folder: 'src/analysis/rules/kubernetes', imports: [...RULE, 'src/analysis/schema'] },
  ...ISTIO_RULE_KINDS.map(folder => ({
    folder,
    imports: [...RULE, 'src/analysis/syntax/cel', 'src/analysis/syntax/re2', 'src/analysis/reach/proxy'],
  })),
  { folder: 'src/analysis/rules/istio/mesh', imports: [...RULE, 'src/analysis/reach/proxy', ...ISTIO_RULE_KINDS] },
  ...['dynakube', 'edge-connect'].map(kind => ({
    folder: `src/analysis/rules/dynatrace/${kind}`,
    imports: [...RULE, 'src/analysis/dynatrace', 'src/analysis/syntax/re2'],
  })),
  {
    folder: 'src/analysis/rules/dynatrace/one-agent-injection',
    imports: [
      ...RULE, 'src/analysis/dynatrace', 'src/analysis/syntax/re2',
      'src/analysis/reach/proxy', 'src/analysis/reach/trace',
    ],
  },
  {
    folder: 'src/analysis/rules/dynatrace',
    imports: [
      'src/analysis/findings', ...MODEL, 'src/analysis/schema',
      'src/analysis/rules/dynatrace/dynakube', 'src/analysis/rules/dynatrace/edge-connect', 'src/analysis/rules/dynatrace/one-agent-injection',
    ],
  },
  {
    folder: 'src/analysis/rules',
    imports: [
      'src/analysis/findings', ...MODEL, 'src/analysis/schema',
      'src/analysis/rules/kubernetes', ...ISTIO_RULE_KINDS, 'src/analysis/rules/istio/mesh', 'src/analysis/rules/dynatrace',
    ],
  },
  {
    folder: 'src/analysis/egress',
    imports: [
      ...BASE, 'src/analysis/findings', ...MODEL, 'src/analysis/reach/proxy', 'src/analysis/reach/trace',
    ],
  },
  { folder: 'src/analysis/logging', imports: BASE },
  {
    folder: 'src/analysis/suggest',
    imports: [...BASE, 'src/analysis/findings', ...MODEL, 'src/analysis/reach/proxy', 'src/analysis/reach/trace', 'src/analysis/egress'],
  },
  { folder: 'src/analysis', imports: [...BASE, 'src/analysis/findings', ...MODEL, 'src/analysis/schema', 'src/analysis/rules'] },
  { folder: 'src/core/signatures', imports: ['src/analysis/base'] },
  { folder: 'src/core/rendering', imports: [] },
  { folder: 'src/core/findings', imports: ['src/analysis/base', 'src/analysis/findings'] },
  {
    folder: 'src/core',
    imports: [
      ...BASE, 'src/core/signatures', 'src/core/rendering', 'src/core/findings', 'src/analysis/findings', ...MODEL, 'src/analysis/reach', 'src/analysis/reach/trace',
      'src/analysis/rules', 'src/analysis/egress', 'src/analysis',
    ],
  },
  { folder: 'src/istio/routes', imports: [...BASE, 'src/core', 'src/core/rendering'] },
  { folder: 'src/istio/tls', imports: [...CONSTRUCT, ...MODEL, 'src/core/rendering', 'src/istio/routes'] },
  { folder: 'src/istio/proxy', imports: [...CONSTRUCT, ...MODEL] },
  { folder: 'src/istio', imports: [...CONSTRUCT, 'src/istio/tls', 'src/istio/routes', 'src/analysis/reach/proxy', 'src/analysis/reach/trace'] },
  { folder: 'src/gateway', imports: [...CONSTRUCT, ...MODEL, 'src/istio/tls', 'src/istio/routes', 'src/istio'] },
  { folder: 'src/dynatrace/shared', imports: [...CONSTRUCT, 'src/analysis/dynatrace'] },
  { folder: 'src/dynatrace/pods', imports: [...CONSTRUCT, 'src/dynatrace/shared'] },
  { folder: 'src/dynatrace/tokens', imports: [...CONSTRUCT, 'src/dynatrace/shared'] },
  { folder: 'src/dynatrace/connection', imports: [...CONSTRUCT, 'src/analysis/dynatrace', 'src/dynatrace/shared'] },
  { folder: 'src/dynatrace/dynakube', imports: [...RESOURCE, 'src/analysis/syntax/re2'] },
  { folder: 'src/dynatrace/migration', imports: ['src/analysis/base', 'src/core/signatures', 'src/analysis/migration', 'src/dynatrace/dynakube'] },
  { folder: 'src/dynatrace/edge-connect', imports: [...RESOURCE, ...MODEL] },
  { folder: 'src/dynatrace/delivery', imports: [...CONSTRUCT, 'src/dynatrace/shared'] },
  { folder: 'src/dynatrace/operator', imports: [...RESOURCE, ...MODEL, 'src/dynatrace/delivery'] },
  { folder: 'src/dynatrace/legacy', imports: [...RESOURCE, 'src/dynatrace/dynakube'] },
  { folder: 'src/dynatrace/injection', imports: [...RESOURCE, ...MODEL, 'src/dynatrace/dynakube'] },
  {
    folder: 'src/egress',
    imports: [
      ...CONSTRUCT, ...MODEL, 'src/analysis/reach/proxy', 'src/analysis/reach/trace', 'src/analysis/egress', 'src/analysis/dynatrace', 'src/istio',
      'src/dynatrace/pods', 'src/dynatrace/connection', 'src/dynatrace/dynakube',
    ],
  },
  { folder: 'src/gitops', imports: [...CONSTRUCT, 'src/gateway', 'src/dynatrace/shared', 'src/dynatrace/delivery'] },
  {
    folder: 'src/tracing',
    imports: [
      ...CONSTRUCT, ...MODEL, 'src/analysis/reach/trace', 'src/analysis/dynatrace', 'src/istio/tls', 'src/istio/routes', 'src/istio',
      'src/dynatrace/connection', 'src/dynatrace/dynakube',
    ],
  },
  { folder: 'src/report', imports: ['src/analysis/base'] },
  { folder: 'src/report/picture', imports: ['src/analysis/base', 'src/report'] },
  { folder: 'src/report/page', imports: ['src/report', 'src/report/picture'] },
  { folder: 'src/cli/base', imports: ['src/analysis/base'] },
  { folder: 'src/cli/input', imports: [...BASE, 'src/analysis/findings', 'src/cli/base'] },
  { folder: 'src/cli/dynatrace', imports: [...BASE, 'src/analysis/dynatrace', 'src/cli/base', 'src/cli/input'] },
  { folder: 'src/cli/settings', imports: [...BASE, 'src/analysis/egress', 'src/cli/base', 'src/cli/input'] },
  {
    folder: 'src/cli/session',
    imports: [
      ...BASE, 'src/analysis/findings', ...MODEL, 'src/analysis/egress', 'src/analysis/reach/trace', 'src/analysis/rules', 'src/analysis', 'src/report', 'src/report/picture', 'src/report/page',
      'src/cli/base', 'src/cli/input', 'src/cli/settings',
    ],
  },
  {
    folder: 'src/cli/access-log',
    imports: [...BASE, ...MODEL, 'src/analysis/logging', 'src/analysis/suggest', 'src/cli/base', 'src/cli/input'],
  },
  {
    folder: 'src/cli/commands',
    imports: [
      ...BASE, 'src/analysis/findings', ...MODEL, 'src/analysis/dynatrace', 'src/analysis/egress', 'src/analysis/migration',
      'src/analysis/suggest', 'src/analysis/reach/trace', 'src/report', 'src/report/picture', 'src/report/page', 'src/cli/base', 'src/cli/input', 'src/cli/dynatrace', 'src/cli/access-log', 'src/cli/settings',
      'src/cli/session',
    ],
  },
  {
    folder: 'src/plugin',
    imports: ['src/analysis/base', 'src/core/signatures', 'src/core/findings', 'src/report', 'src/cli/session'],
  },
  { folder: 'src/cli', imports: ['src/analysis/base', 'src/cli/base', 'src/cli/commands'] },
];

/** The zones of ESLint's rule `import/no-restricted-paths`: one for each room. */
export function restrictedZones(): object[] {
  return ROOMS.map(({ folder, imports }) => ({
    target: `./${folder}/*.ts`,
    from: './src/**/*',
    except: [folder, ...imports].map(allowed => `**/${allowed}/*.ts`),
    message: `${folder} may not import from there: projenrc/rooms.ts and docs/architecture.md list what it may import.`,
  }));
}
