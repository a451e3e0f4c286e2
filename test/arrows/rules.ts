/**
 * Who may import whom, as docs/architecture.md draws it. `from` and `to` are tested against repository paths; an import of a package is
 * `npm:name`. Each rule comes with an import that breaks it, to prove that it bites.
 */
export interface Arrow {
  readonly name: string;
  readonly from: RegExp;
  /** A file `from` matches may not import what this matches; `$1` is the first group of `from`. */
  readonly to: (source: RegExpExecArray) => RegExp;
  readonly violation: { readonly file: string; readonly imports: string };
}

export const arrows: readonly Arrow[] = [
  {
    name: 'kernel is a leaf',
    from: /^kernel\//,
    to: () => /^(backends|subgraphs|schema|gateway|cli|test)\//,
    violation: { file: 'kernel/planted.ts', imports: '#schema/connection.ts' },
  },
  {
    name: 'backends know only the kernel',
    from: /^backends\//,
    to: () => /^(subgraphs|schema|gateway|cli)\//,
    violation: { file: 'backends/planted.ts', imports: '#schema/connection.ts' },
  },
  {
    name: 'schema knows only the kernel',
    from: /^schema\//,
    to: () => /^(backends|subgraphs|gateway|cli)\//,
    violation: { file: 'schema/planted.ts', imports: '#backends/mirror.ts' },
  },
  {
    name: 'only platform files reach backends',
    from: /^subgraphs\/[^/]+\/(?!platforms\/)(?!.*\.test\.ts$)/,
    to: () => /^backends\//,
    violation: { file: 'subgraphs/compute/planted.ts', imports: '#backends/mirror.ts' },
  },
  {
    name: 'subgraphs never meet',
    from: /^subgraphs\/([^/]+)\//,
    to: (source) => new RegExp(`^subgraphs/(?!${source[1]}/)`),
    violation: { file: 'subgraphs/compute/planted.ts', imports: '#subgraphs/network/index.ts' },
  },
  {
    name: 'subgraphs know no gateway',
    from: /^subgraphs\//,
    to: () => /^(gateway|cli)\//,
    violation: { file: 'subgraphs/compute/planted.ts', imports: '#gateway/main.ts' },
  },
  {
    name: 'the gateway reaches subgraphs and backends by the registry',
    from: /^gateway\/(?!registry\.ts$)(?!.*\.test\.ts$)/,
    to: () => /^(subgraphs|backends)\//,
    violation: { file: 'gateway/planted.ts', imports: '#subgraphs/compute/index.ts' },
  },
  {
    name: 'subgraphs show only their face',
    from: /^(gateway|cli)\//,
    to: () => /^subgraphs\/[^/]+\/(?!index\.ts$)/,
    violation: { file: 'gateway/registry.ts', imports: '#subgraphs/compute/domain.ts' },
  },
  {
    name: 'the command line is a client',
    from: /^cli\//,
    to: () => /^(backends|subgraphs|gateway|schema\/(?!generated\/))/,
    violation: { file: 'cli/planted.ts', imports: '#schema/connection.ts' },
  },
  {
    name: 'the product knows no tests',
    from: /^(kernel|backends|subgraphs|schema|gateway|cli)\/(?!.*\.(test|conformance)\.ts$)(?!.*\/testing\/)/,
    to: () => /^test\//,
    violation: { file: 'gateway/planted.ts', imports: '#test/engines/docker.ts' },
  },
  {
    name: 'only backends use platform SDKs',
    from: /^(kernel|subgraphs|schema|gateway|cli)\//,
    to: () => /^npm:(dockerode|docker-modem|@kubernetes\/client-node)$/,
    violation: { file: 'subgraphs/compute/planted.ts', imports: 'dockerode' },
  },
];
