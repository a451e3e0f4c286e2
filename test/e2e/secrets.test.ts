import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  type GraphQLNamedType,
} from 'graphql';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  BASE_IMAGE,
  describeWithDocker,
  docker,
  removeLeftovers,
  testLabel,
  testLabels,
} from '#test/engines/docker.ts';
import { routesOf, schema } from './channels.ts';
import { startServer, type RunningServer } from './server.ts';

/** Secrets are planted wherever one can be, each with a text of its own; then every output is searched for them. */
describeWithDocker('a secret', () => {
  const mark = `se-${process.pid}-${Date.now().toString(36)}`;
  const planted = new Map<string, string>();
  const secret = (place: string) => {
    const text = `s3cr3t${randomBytes(12).toString('hex')}`;
    planted.set(text, place);
    return text;
  };
  const found = (text: string) =>
    [...planted].flatMap(([value, place]) => (text.includes(value) ? [place] : []));
  const labels = Object.entries(testLabels()).map(([key, value]) => ({ key, value }));
  let server: RunningServer;

  beforeAll(async () => {
    await removeLeftovers();
    const key = `iza_${secret('the administrator’s key')}`;
    server = await startServer({ environment: { IZA_API_KEY: key, IZA_LOG_LEVEL: 'trace' } });
    const made = ['--label', testLabel()];
    await docker([
      'volume',
      'create',
      ...made,
      '--opt',
      'type=tmpfs',
      '--opt',
      `device=${secret('an option of a volume')}`,
      `${mark}-vol`,
    ]);
    await docker([
      'network',
      'create',
      ...made,
      '--opt',
      `some.option=${secret('an option of a network')}`,
      `${mark}-net`,
    ]);
    const printed = Buffer.from(secret('what a health check printed')).toString('base64');
    const variable = `PASSWORD=${secret('the environment, by the command line')}`;
    const logTag = `tag=${secret('an option of the log driver')}`;
    const health = ['--health-interval', '1s', '--health-cmd', `printf '%s' '${printed}' | base64 -d`];
    const options = ['-e', variable, '--log-opt', logTag, ...health, '--network', `${mark}-net`];
    await docker(['run', '-d', ...made, '--name', `${mark}-cli`, ...options, BASE_IMAGE, 'sleep', '600']);
    const { apiKeyCreate } = await server.ask<{ apiKeyCreate: { secret: string } }>(
      'mutation { apiKeyCreate(input: { name: "swept", roles: ["viewer"] }) { secret } }',
    );
    planted.set(apiKeyCreate.secret, 'a key that was made');
    await server.graphql('{ caller { id } }', {}, { authorization: `Bearer ${secret('a wrong key')}` });
    const change = (mutation: string, input: object) =>
      server.graphql(
        `mutation ($input: ${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { dryRun } }`,
        { input },
      );
    const container = { image: BASE_IMAGE, command: ['sleep', '600'], labels };
    await change('containerCreate', {
      ...container,
      name: `${mark}-graph`,
      environment: [{ name: 'TOKEN', value: secret('the environment, by the graph') }],
      mounts: [{ source: `${mark}-other`, target: '/data' }],
    });
    await change('containerCreate', {
      ...container,
      name: `${mark}-native`,
      native: { Env: [`KEY=${secret('the environment in native settings')}`] },
    });
    await change('containerExec', {
      id: `${mark}-graph`,
      command: ['cat'],
      environment: [{ name: 'LATER', value: secret('the environment of an exec') }],
      stdin: secret('the input of an exec'),
    });
    await change('imageBuild', {
      tags: [`${mark}:built`],
      dockerfileText: `FROM ${BASE_IMAGE}\nARG WHO\nENV NAMED=${secret('a variable of an image')}\nRUN echo built\n`,
      buildArguments: [{ name: 'WHO', value: secret('a build argument') }],
    });
    await vi.waitUntil(async () => (await docker(['images', '-q', `${mark}:built`])) !== '', {
      timeout: 20_000,
    });
    // Refused ones, whose reasons are kept.
    await change('containerCreate', {
      ...container,
      environment: [{ name: 'A B', value: secret('a bad environment') }],
    });
    await change('containerCreate', {
      ...container,
      native: { Env: [`A=${secret('a denied environment')}`], HostConfig: { Privileged: true } },
    });
    await change('containerCreate', {
      ...container,
      native: { NoSuchSetting: { password: secret('a denied setting') } },
    });
    await change('containerCreate', {
      ...container,
      native: {
        HostConfig: {
          LogConfig: {
            Type: 'splunk',
            Config: { 'splunk-token': secret('an option of a denied log driver') },
          },
        },
      },
    });
    await change('volumeCreate', {
      labels,
      options: [
        { key: 'type', value: 'cifs' },
        { key: 'device', value: '//host/share' },
        { key: 'o', value: `username=a,password=${secret('an option of a denied volume')}` },
      ],
    });
    await change('networkCreate', {
      name: `${mark}-denied`,
      driver: 'macvlan',
      options: [{ key: 'parent', value: secret('an option of a denied network') }],
    });
    await change('containerExec', {
      id: 'nobody',
      command: ['x'],
      stdin: secret('the input of an exec that is not run'),
    });
    await change('containerExec', {
      id: `${mark}-graph`,
      command: ['x'],
      stdin: { no: secret('input of the wrong type') },
    });
    await server.rest('POST', '/containers', {
      body: { image: 5, environment: [{ name: 'A', value: secret('a body of the wrong type') }] },
    });
    await vi.waitUntil(
      async () => (await docker(['inspect', '-f', '{{len .State.Health.Log}}', `${mark}-cli`])) !== '0',
      { timeout: 10_000 },
    );
  });

  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
    await docker(['image', 'rm', '--force', `${mark}:built`]).catch(() => undefined);
    await removeLeftovers({ mine: true });
    await docker(['volume', 'rm', '--force', `${mark}-other`]).catch(() => undefined);
  });

  test('is in no field of any query', async () => {
    const ids = {
      container: [`${mark}-cli`, `${mark}-graph`, `${mark}-native`],
      workload: [`${mark}-cli`],
      image: [`${mark}:built`],
      network: [`${mark}-net`],
      volume: [`${mark}-vol`],
      host: (await server.ask<{ hosts: { id: string }[] }>('{ hosts { id } }')).hosts.map(({ id }) => id),
      operation: (await server.ask<{ operations: { id: string }[] }>('{ operations { id } }')).operations.map(
        ({ id }) => id,
      ),
      endpoint: ['docker'],
    };
    const leaks: unknown[] = [];
    let asked = 0;
    for (const field of Object.values(schema.getQueryType()!.getFields())) {
      const targets = field.args.some(isRequiredArgument)
        ? (ids[field.name as keyof typeof ids] ?? [])
        : [undefined];
      for (const id of targets) {
        const given = id === undefined ? '' : `(id: ${JSON.stringify(id)})`;
        const query = `{ ${field.name}${given} ${selectionOf(getNamedType(field.type), 3, [])} }`;
        const answer = await server.graphql<Record<string, unknown>>(query);
        expect({
          field: field.name,
          id,
          data: answer.data?.[field.name] ?? null,
          errors: answer.data ? undefined : answer.errors,
        }).toMatchObject({ data: expect.anything() as unknown, errors: undefined });
        asked++;
        const places = found(JSON.stringify(answer));
        if (places.length > 0) leaks.push({ field: field.name, id, places, where: pathsOf(answer, planted) });
      }
    }
    expect(leaks).toEqual([]);
    expect(asked).toBeGreaterThan(25);
  });

  test('is in no answer of REST, nor in what is exported', async () => {
    const leaks: unknown[] = [];
    const read = async (path: string, response: Promise<Response>) => {
      const text = await (await response).text();
      expect(text.length).toBeGreaterThan(0);
      const places = found(text);
      if (places.length > 0) leaks.push({ path, places });
    };
    for (const { method, path } of await routesOf(server)) {
      if (
        method !== 'GET' ||
        path.includes('/events') ||
        path.endsWith('/logs') ||
        path.includes('policyEvaluate')
      )
        continue;
      const collection = path.split('/')[1];
      const id = {
        containers: `${mark}-cli`,
        workloads: `${mark}-graph`,
        images: `${mark}:built`,
        networks: `${mark}-net`,
        volumes: `${mark}-vol`,
      }[collection ?? ''];
      const filled = path.replaceAll(/\{\w+\}/g, encodeURIComponent(id ?? 'none'));
      await read(filled, server.rest('GET', filled));
      if (id !== undefined && collection !== 'workloads')
        await read(`${filled} native`, server.rest('GET', `${filled}?fields=native`));
    }
    for (const path of ['/metrics', '/readyz?verbose', '/iza/api/v1/openapi.json'])
      await read(path, fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${server.key}` } }));
    expect(leaks).toEqual([]);
  });

  test('is in no event of a subscription', async () => {
    const leaks: unknown[] = [];
    for (const field of Object.values(schema.getSubscriptionType()!.getFields())) {
      if (field.args.some(isRequiredArgument)) continue;
      const after = ['auditStream', 'securityEventStream', 'alertStream'].includes(field.name)
        ? '(after: "0")'
        : '';
      const events = server.live().iterate({
        query: `subscription { ${field.name}${after} ${selectionOf(getNamedType(field.type), 3, [])} }`,
      });
      // Snapshots and histories come at once; the rest is quiet.
      const stop = setTimeout(() => void events.return?.(), 700);
      let count = 0;
      for await (const event of events) {
        const places = found(JSON.stringify(event));
        if (places.length > 0) leaks.push({ field: field.name, places, where: pathsOf(event, planted) });
        if (++count === 500) break;
      }
      clearTimeout(stop);
    }
    expect(leaks).toEqual([]);
  });

  test('is in no line of the log, and in no file but where a key must be', async () => {
    expect(server.output().length).toBeGreaterThan(500);
    expect(found(server.output())).toEqual([]);
    const leaks = readdirSync(server.stateDirectory).map((name) => ({
      name,
      places: found(readFileSync(join(server.stateDirectory, name), 'latin1')),
    }));
    expect(leaks.filter(({ places }) => places.length > 0)).toEqual([]);
  });
});

/** All leaves, and the objects below to a depth; no type within itself. */
function selectionOf(type: GraphQLNamedType, depth: number, above: readonly string[]): string {
  if (isAbstractType(type)) {
    const parts = schema.getPossibleTypes(type).map((one) => {
      const inner = selectionOf(one, depth, above);
      return inner === '' ? '' : `... on ${one.name} ${inner}`;
    });
    return `{ __typename ${parts.join(' ')} }`;
  }
  if (!isObjectType(type)) return '';
  const members = Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    if (field.args.some(isRequiredArgument) || ['processes', 'edges'].includes(field.name)) return [];
    const list = field.args.some(({ name }) => name === 'first') ? '(first: 3)' : '';
    if (isLeafType(inner)) return [`${field.name}${list}`];
    if (depth === 0 || above.includes(inner.name)) return [];
    const below = selectionOf(inner, isConnection(inner) ? depth : depth - 1, [...above, type.name]);
    return below === '' ? [] : [`${field.name}${list} ${below}`];
  });
  return members.length === 0 ? '' : `{ ${members.join(' ')} }`;
}

function isConnection(type: GraphQLNamedType): boolean {
  return /(?:Connection|Edge)$/.test(type.name);
}

/** Where in an answer the planted texts stand. */
function pathsOf(value: unknown, planted: ReadonlyMap<string, string>, path = ''): string[] {
  if (typeof value === 'string')
    return [...planted.keys()].some((text) => value.includes(text)) ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .flatMap(([key, inner]) => pathsOf(inner, planted, `${path}.${key}`))
    .slice(0, 10);
}
