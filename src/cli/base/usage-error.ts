/** A mistake of the user in the command, its options or the settings: exit code 2, and the message on standard error. */
export class UsageError extends Error {}
