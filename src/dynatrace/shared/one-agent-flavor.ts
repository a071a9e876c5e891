/** The C library that code modules are built for. */
export enum OneAgentFlavor {
  /** glibc. */
  DEFAULT = 'default',
  /** musl, as in Alpine Linux. */
  MUSL = 'musl',
}
