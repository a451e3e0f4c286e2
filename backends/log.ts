/** What a backend needs of a log; the kernel's logger and pino fulfil it. Fields never hold credentials. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}
