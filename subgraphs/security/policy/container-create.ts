import { denied, flag, listOf, mapOf, nothing, object, text, whole, words } from './check.ts';
import { hostConfig } from './host-config.ts';
import { imageReference } from './image-source.ts';
import { networkEndpoints } from './network-settings.ts';

/** Body of `POST /containers/create`. */
export const containerCreate = object({
  ArgsEscaped: flag,
  AttachStderr: flag,
  AttachStdin: flag,
  AttachStdout: flag,
  Cmd: words,
  Domainname: text,
  Entrypoint: words,
  Env: listOf(text),
  ExposedPorts: mapOf(nothing),
  Healthcheck: object({
    Interval: whole,
    Retries: whole,
    StartInterval: whole,
    StartPeriod: whole,
    Test: listOf(text),
    Timeout: whole,
  }),
  HostConfig: hostConfig,
  Hostname: text,
  Image: imageReference,
  Labels: mapOf(text),
  MacAddress: text,
  NetworkDisabled: flag,
  NetworkingConfig: object({ EndpointsConfig: networkEndpoints }),
  OnBuild: denied('unknown-setting', 'leave it out: it belongs to an image.'),
  OpenStdin: flag,
  Shell: listOf(text),
  StdinOnce: flag,
  StopSignal: text,
  StopTimeout: whole,
  Tty: flag,
  User: text,
  Volumes: mapOf(nothing),
  WorkingDir: text,
});
