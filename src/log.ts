import {
  type DestinationStream,
  type LevelWithSilent,
  type Logger,
  destination as openDestination,
  pino,
  stdSerializers,
} from 'pino';

export type Log = Logger;

export interface LogOptions {
  readonly level: LevelWithSilent;
  /** `now`: milliseconds since the epoch. */
  readonly clock: { now(): number };
  /** Absent: standard error, written at once, so that standard output holds nothing but results. */
  readonly destination?: DestinationStream;
}

/** Keys whose values never reach a log, at the top and one level down. */
const secretKeys = ['password', 'databaseUrl', 'authorization', 'cookie', 'apiKey'];

/** JSON lines: `level` by name, `time` in ms since the epoch, `msg`, and the fields of the call; an error goes under `err`. */
export function createLog({ level, clock, destination }: LogOptions): Log {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: () => `,"time":${clock.now()}`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: stdSerializers.errWithCause },
      redact: { paths: secretKeys.flatMap((key) => [key, `*.${key}`]), censor: '***' },
    },
    destination ?? openDestination({ dest: 2, sync: true }),
  );
}
