/** How a command ends. */
export enum ExitCode {
  /** Nothing to report; a connection arrives. */
  OK = 0,
  /** Findings, changes that must not be, or a connection that fails. */
  FINDINGS = 1,
  /** Wrong usage, wrong settings, or input that can't be read. */
  USAGE = 2,
  /** It is unknown whether a connection arrives. */
  UNKNOWN = 3,
}
