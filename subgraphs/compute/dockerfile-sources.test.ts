import { expect, test } from 'vitest';
import { dockerfileSources } from './dockerfile-sources.ts';

const sources = (text: string, buildArguments: Record<string, string> = {}) =>
  dockerfileSources(text, {
    field: 'input.dockerfileText',
    buildArguments: new Map(Object.entries(buildArguments)),
    isNativeId: (name) => name === 'abcdef123456',
  });

test('base images are named once, complete, and stages are none', () => {
  const text = `# syntax is a comment here
FROM --platform=linux/amd64 node:24 AS Build
RUN make
FROM nginx
COPY --from=build /app /app
COPY --from=0 /x /x
COPY --from=127.0.0.1:2375/a /secret /
FROM build
FROM scratch
FROM abcdef123456`;
  expect(sources(text)).toEqual({
    images: ['docker.io/library/node:24', 'docker.io/library/nginx:latest', '127.0.0.1:2375/a:latest'],
    urls: [],
  });
});

test('variables of FROM are resolved from defaults and build arguments', () => {
  const text = 'ARG HOST=docker.io\nARG TAG\nFROM ${HOST}/team/app:${TAG:-1}\n';
  expect(sources(text).images).toEqual(['docker.io/team/app:1']);
  expect(sources(text, { HOST: '10.0.0.1:80', TAG: '2' }).images).toEqual(['10.0.0.1:80/team/app:2']);
  expect(() => sources('FROM $UNKNOWN')).toThrow(/line 1: the image of FROM cannot be told/);
  expect(() => sources('FROM a${B%c}')).toThrow(/cannot be told/);
});

test('addresses that ADD fetches are named, however they are written', () => {
  const text = `FROM scratch
add --chown=1:1 http://169.254.169.254/latest /x
ADD ["https://example.org/a b", "/y"]
ARG U=http://10.0.0.1
ADD $U/z \\
  # a comment between
  ./local /z
ONBUILD ADD http://later.example/x /x
ADD local/$ANY /w`;
  expect(sources(text).urls).toEqual([
    'http://169.254.169.254/latest',
    'https://example.org/a b',
    'http://10.0.0.1/z',
    'http://later.example/x',
  ]);
});

test('a source of ADD that may turn out to be an address is refused', () => {
  expect(() => sources('FROM scratch\nADD $X /x')).toThrow(/line 2: a source of ADD/);
  expect(() => sources('FROM scratch\nADD ht$X /x')).toThrow(/a source of ADD/);
  expect(() => sources('FROM scratch\nADD http://$X/y /x')).toThrow(/a source of ADD/);
  expect(() => sources('FROM scratch\nENV X=$Y\nADD $X /x')).toThrow(/a source of ADD/);
});

test('the escape directive is followed, and a reference that is none is refused', () => {
  expect(sources('# escape=`\nFROM `\n  busybox').images).toEqual(['docker.io/library/busybox:latest']);
  expect(() => sources('FROM ../etc')).toThrow(/line 1: .* is not an image reference/);
  expect(() => sources('FROM')).toThrow(/FROM needs an image/);
});

test('no line is hidden from view by the way lines are joined or quoted', () => {
  expect(sources('FROM scratch\nADD \\\n\n  http://a.example/x /y').urls).toEqual(['http://a.example/x']);
  expect(sources('FROM scratch\nRUN x \\\u00a0\nFROM evil.example/a').images).toEqual([
    'evil.example/a:latest',
  ]);
  expect(sources('FROM scratch\nADD ht""tp://a.example/x /y').urls).toEqual(['http://a.example/x']);
  expect(sources('FROM scratch\nARG U=h\\ttp://a.example\nADD ${U}/x /y').urls).toEqual([
    'http://a.example/x',
  ]);
  expect(sources('\ufeffFROM evil.example/a').images).toEqual(['evil.example/a:latest']);
  expect(() => sources('FROM scratch\nRUN a \\\\\nFROM evil.example/a')).toThrow(/two escape characters/);
  expect(() => sources('FROM scratch\nRUN <<EOF\nFROM scratch AS x\nEOF\nFROM x')).toThrow(/here-documents/);
  expect(() => sources('FROM "evil.example/a"')).toThrow(/not an image reference/);
});
