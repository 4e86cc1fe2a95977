export { createLevelControl } from './log/level-control.ts'
export type {
  LevelChange,
  LevelControl,
  LevelControlOptions,
  LevelState,
} from './log/level-control.ts'
export { createLogger } from './log/create-logger.ts'
export type { LoggerOptions } from './log/create-logger.ts'
export { withLogContext } from './log/log-context.ts'
export { LogError, logErrors } from './log/log-error.ts'
export type { LogErrorCode } from './log/log-error.ts'
export { lineCounts } from './log/line-counts.ts'
export { isLogLevel, logLevels } from './log/log-level.ts'
export type { LogLevel } from './log/log-level.ts'
export type { LogSink } from './log/log-sink.ts'
export type { LogFields, Logger } from './log/logger.ts'
export type { Plain, PlainFields } from './log/plain.ts'
export { createRedactor } from './log/redactor.ts'
export type { Redactor, RedactorOptions } from './log/redactor.ts'
export { requestLog } from './log/request-log.ts'
export type { RequestLog, RequestLogOptions } from './log/request-log.ts'
export type { RequestArrival, RequestRecord } from './log/request-record.ts'
export { sensitiveNames } from './log/sensitive-names.ts'
export { createStdoutSink } from './log/stdout-sink.ts'
export type { StdoutSink, StdoutSinkOptions } from './log/stdout-sink.ts'
