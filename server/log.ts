import { type DestinationStream, type Logger, pino } from 'pino';

/**
 * The server's log: one JSON object a line. Phone numbers are masked and login tokens removed wherever they stand in a line,
 * so that no caller of the logger has to think of it.
 *
 * @param level pino level
 * @param destination where lines go; standard output if absent
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    redact: {
      paths: [
        'authorization',
        'cookie',
        '*.authorization',
        '*.cookie',
        'authToken',
        '*.authToken',
        'apiKeySecret',
        '*.apiKeySecret',
      ],
      censor: '[removed]',
    },
    hooks: { streamWrite: maskLine },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** `+15551234567` becomes `+1555***4567`; the value of a `token` or `t` parameter is removed. */
export function maskLine(line: string): string {
  return line
    .replace(/(\+|%2B)(\d{4})\d+(\d{4})\b/gi, '$1$2***$3')
    .replace(/([?&](?:token|t)=)[^&"\s\\]+/g, '$1[removed]');
}
