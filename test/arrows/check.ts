import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { importsOf, type Import } from './imports.ts';
import { arrows, type Arrow } from './rules.ts';

/**
 * Checks the arrows between rooms, that no imports form a cycle at run time, and that `process.env` and `process.exit` stay where they belong; then
 * proves that each rule bites by planting a violation in a copy of the tree.
 */
const root = resolve(import.meta.dirname, '../..');
const rooms = ['kernel', 'backends', 'subgraphs', 'schema', 'gateway', 'cli'];

const files = sourcesOf(root);
const imports = files.flatMap((file) => importsOf(root, file));
const failures = [
  ...brokenArrows(imports, arrows),
  ...missingTargets(imports),
  ...cyclesIn(imports),
  ...outside(/\bprocess\.env\b/, ['kernel/environment.ts']),
  ...outside(/\bprocess\.exit\(/, ['gateway/main.ts', 'cli/main.ts']),
  ...rulesThatDoNotBite(),
];

for (const failure of failures) console.error(`✗ ${failure}`);
console.log(
  `arrows: ${files.length} files, ${imports.length} imports, ${arrows.length + 1} rules shown to bite; ${failures.length} failures`,
);
process.exitCode = failures.length > 0 || files.length < 50 ? 1 : 0;

function brokenArrows(all: readonly Import[], rules: readonly Arrow[]): string[] {
  return rules.flatMap((rule) =>
    all.flatMap(({ from, to }) => {
      const source = rule.from.exec(from);
      return source && rule.to(source).test(to) ? [`${rule.name}: ${from} → ${to}`] : [];
    }),
  );
}

function missingTargets(all: readonly Import[]): string[] {
  const known = new Set(files);
  return all
    .filter(
      ({ to }) =>
        rooms.some((room) => to.startsWith(`${room}/`)) &&
        to.endsWith('.ts') &&
        !to.includes('/generated/') &&
        !known.has(to),
    )
    .map(({ from, to }) => `${from} imports ${to}, which does not exist`);
}

function cyclesIn(all: readonly Import[]): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to, typeOnly } of all) if (!typeOnly) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    const start = path.indexOf(file);
    if (start >= 0) found.push(`cycle: ${[...path.slice(start), file].join(' → ')}`);
    if (start >= 0 || done.has(file)) return;
    for (const target of next.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return found;
}

function outside(pattern: RegExp, allowed: readonly string[]): string[] {
  return files
    .filter(
      (file) =>
        !allowed.includes(file) &&
        !file.endsWith('.test.ts') &&
        pattern.test(readFileSync(join(root, file), 'utf8')),
    )
    .map((file) => `${file} uses ${pattern.source}; only ${allowed.join(' and ')} may`);
}

/** Each rule must refuse its planted violation, alone, in a copy of the tree. */
function rulesThatDoNotBite(): string[] {
  const copy = mkdtempSync(join(tmpdir(), 'iza-arrows-'));
  try {
    for (const room of rooms) cpSync(join(root, room), join(copy, room), { recursive: true });
    const deaf = arrows
      .filter((rule) => brokenArrows(plant(copy, rule.violation), [rule]).length === 0)
      .map((rule) => `${rule.name}: does not bite`);
    const ring = [
      ...plant(copy, { file: 'kernel/ring-a.ts', imports: './ring-b.ts' }),
      ...plant(copy, { file: 'kernel/ring-b.ts', imports: './ring-a.ts' }),
    ];
    return cyclesIn(ring).length > 0 ? deaf : [...deaf, 'cycle: does not bite'];
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function plant(copy: string, { file, imports: specifier }: Arrow['violation']): Import[] {
  const path = join(copy, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `import * as planted from '${specifier}';\nexport const used = planted;\n`);
  return importsOf(copy, file);
}

function sourcesOf(directory: string): string[] {
  return rooms.flatMap((room) =>
    readdirSync(join(directory, room), { recursive: true, withFileTypes: true })
      .filter(
        (entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.endsWith('/generated'),
      )
      .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1)),
  );
}
