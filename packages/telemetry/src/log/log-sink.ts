/** Where finished lines go. */
export interface LogSink {
  /** Takes a line, which ends in a newline. Never waits, never throws. */
  write(line: string): void
  /**
   * For a sink that may drop lines: `report` is told how many before the next line is taken, so
   * that what it writes stands where they are missing. The first report that is given is kept.
   */
  onDropped?(report: (lines: number) => void): void
}
