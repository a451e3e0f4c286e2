import type { Readable } from 'node:stream';
import { IzaError, type ErrorCode } from '#kernel/errors.ts';
import type {
  BuildOptions,
  CallOptions,
  DockerEndpoint,
  ImageProgress,
  PullOptions,
  RegistryAuth,
} from './docker-endpoint.ts';
import type { DockerImage } from './documents.ts';
import type { Engine } from './engine.ts';
import type { EngineRequest } from './engine-connection.ts';
import { engineRefusal } from './engine-error.ts';
import { JsonLines } from './json-lines.ts';
import { checkImage, parseReference } from './names.ts';

type ImageCalls = Pick<DockerEndpoint, 'pullImage' | 'buildImage' | 'tagImage' | 'removeImage'>;

const CALL_MS = 60_000;
/** Pulls and builds take as long as they take; this bounds one that hangs. */
const LONG_MS = 60 * 60_000;

export function imageCalls(engine: Engine): ImageCalls {
  return {
    async pullImage(reference, options) {
      const { repository, tag, digest } = parseReference(reference);
      const version = digest ?? tag ?? 'latest';
      await follow(engine, {
        what: `Pulling ${reference}`,
        options,
        // Without a tag the engine would fetch all there are.
        send: (docker, abortSignal) =>
          docker.createImage(registryAuth(options?.auth), {
            _query: {
              fromImage: repository,
              tag: version,
              ...(options?.platform && { platform: options.platform }),
            },
            _body: {},
            abortSignal,
          }),
        onLine: report(options),
      });
      return present(engine, digest ? `${repository}@${digest}` : `${repository}:${version}`, options);
    },

    async buildImage(context, options) {
      for (const tag of options?.tags ?? []) parseReference(tag, 'tags');
      const progress = report(options);
      let id: string | undefined;
      await follow(engine, {
        what: 'Building the image',
        options,
        send: (docker, abortSignal) => docker.buildImage(context, buildParameters(options, abortSignal)),
        onLine: (line) => {
          id = line.aux?.ID ?? id;
          progress(line);
        },
      });
      if (id === undefined) throw refusal(engine, 'The engine ended the build without an image.');
      return present(engine, id, options);
    },

    async tagImage(id, reference, options) {
      const image = checkImage(id);
      const { repository, tag, digest } = parseReference(reference);
      if (digest !== undefined) {
        throw new IzaError(
          'BAD_USER_INPUT',
          'reference must be a name and a tag; a digest cannot be given.',
          { field: 'reference' },
        );
      }
      await engine.call({
        what: 'Tagging the image',
        timeoutMs: CALL_MS,
        options,
        send: (docker, abortSignal) =>
          docker
            .getImage(image)
            .tag({ _query: { repo: repository, tag: tag ?? 'latest' }, _body: {}, abortSignal }),
      });
      await engine.refresh([{ kind: 'images', id: engine.mirror.images.by('tag', image)[0]?.Id ?? image }]);
    },

    async removeImage(id, options) {
      const image = checkImage(id);
      try {
        await engine.call({
          what: 'Removing the image',
          timeoutMs: CALL_MS,
          options,
          send: (docker, abortSignal) =>
            docker.getImage(image).remove({
              force: options?.force ?? false,
              noprune: options?.keepParents ?? false,
              abortSignal,
            }),
        });
      } finally {
        await engine.refresh([{ kind: 'images' }]);
      }
    },
  };
}

/** One line of a pull or a build. */
interface ProgressLine {
  readonly id?: string;
  readonly status?: string;
  readonly stream?: string;
  readonly progressDetail?: { readonly current?: number; readonly total?: number };
  readonly aux?: { readonly ID?: string };
  readonly error?: string;
  readonly errorDetail?: { readonly message?: string };
}

/** Reads a progress stream to its end. Its status is 200 whatever happens: errors stand in its last line. */
async function follow(
  engine: Engine,
  request: {
    readonly what: string;
    readonly options: CallOptions | undefined;
    readonly send: EngineRequest<Readable>['send'];
    readonly onLine: (line: ProgressLine) => void;
  },
): Promise<void> {
  const { what, options, send, onLine } = request;
  try {
    await engine.call({
      what,
      timeoutMs: LONG_MS,
      options,
      send: async (docker, signal) => {
        for await (const line of readProgress(await send(docker, signal))) {
          const words = line.errorDetail?.message ?? line.error;
          if (words !== undefined) throw refusal(engine, words);
          onLine(line);
        }
      },
    });
  } catch (error) {
    throw saying(what, error);
  } finally {
    await engine.refresh([{ kind: 'images' }]);
  }
}

/** What the engine refused, with what was asked of it: "manifest unknown" alone does not say of what. */
function saying(what: string, error: unknown): unknown {
  if (!(error instanceof IzaError) || !REFUSALS.has(error.code)) return error;
  return new IzaError(error.code, `${what} failed: ${error.message}`, error.details);
}

const REFUSALS: ReadonlySet<ErrorCode> = new Set(['NOT_FOUND', 'CONFLICT', 'UNPROCESSABLE', 'BACKEND_ERROR']);

async function* readProgress(body: Readable): AsyncGenerator<ProgressLine> {
  const lines = new JsonLines();
  for await (const chunk of body as AsyncIterable<Buffer>) yield* lines.push(chunk) as ProgressLine[];
  yield* lines.end() as ProgressLine[];
}

function report(options: PullOptions | BuildOptions | undefined): (line: ProgressLine) => void {
  const { onProgress } = options ?? {};
  if (!onProgress) return () => undefined;
  return ({ id, status, stream, progressDetail }) => {
    if (status === undefined && stream === undefined) return;
    const progress: ImageProgress = {
      ...(id !== undefined && { id }),
      ...(status !== undefined && { status }),
      ...(stream !== undefined && { output: stream }),
      ...(progressDetail?.current !== undefined && { bytesDone: progressDetail.current }),
      ...(progressDetail?.total !== undefined && { bytesTotal: progressDetail.total }),
    };
    onProgress(progress);
  };
}

/** `version: 1` is the engine's own builder; BuildKit would call back over a session. */
function buildParameters(options: BuildOptions | undefined, abortSignal: AbortSignal): object {
  const { tags, dockerfile, buildArgs, labels, target, noCache, pull, networkMode, registries } =
    options ?? {};
  return {
    version: '1',
    rm: true,
    forcerm: true,
    abortSignal,
    ...(tags && { t: [...tags] }),
    ...(dockerfile !== undefined && { dockerfile }),
    ...(buildArgs && { buildargs: buildArgs }),
    ...(labels && { labels }),
    ...(target !== undefined && { target }),
    ...(noCache && { nocache: true }),
    ...(pull && { pull: true }),
    ...(networkMode !== undefined && { networkmode: networkMode }),
    ...(registries && {
      registryconfig: Object.fromEntries(
        Object.entries(registries).map(([host, auth]) => [host, registryAuth(auth)]),
      ),
    }),
  };
}

function registryAuth(auth: RegistryAuth | undefined): object | undefined {
  if (!auth) return undefined;
  const { username, password, identityToken, serverAddress } = auth;
  return {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(identityToken !== undefined && { identitytoken: identityToken }),
    ...(serverAddress !== undefined && { serveraddress: serverAddress }),
  };
}

/** The image that a finished pull or build left behind, from the mirror, or from the engine when that cannot follow. */
async function present(
  engine: Engine,
  image: string,
  options: CallOptions | undefined,
): Promise<DockerImage> {
  const { images } = engine.mirror;
  const known = images.get(image) ?? images.by('tag', image)[0] ?? images.by('digest', image)[0];
  if (known) return known;
  return engine.call({
    what: 'Reading the image',
    timeoutMs: CALL_MS,
    options,
    send: (docker) => docker.getImage(image).inspect(),
  });
}

function refusal(engine: Engine, words: string): IzaError {
  return engineRefusal({ words, endpoint: engine.name });
}
