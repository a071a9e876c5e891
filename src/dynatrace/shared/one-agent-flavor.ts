/** The C library that code modules are built for. */
export enum OneAgentFlavor {
  /** glibc. */
  DEFAULT = 'default',
  /** musl, as Alpine Linux has it. */
  MUSL = 'musl',
}
