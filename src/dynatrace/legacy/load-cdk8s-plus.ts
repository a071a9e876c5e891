import type * as kplus from 'cdk8s-plus-28';

/**
 * Returns cdk8s-plus-28. It is an optional peer, so it is loaded when a construct needs it, and not with the library.
 *
 * @param construct kind of the construct that needs it
 * @throws if it is not installed
 * @see docs/decisions/0001-no-run-time-dependencies.md
 */
export function loadCdk8sPlus(construct: string): typeof kplus {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it with the library
    return require('cdk8s-plus-28') as typeof kplus;
  } catch (error) {
    if (!isMissing(error)) { throw error; }
    throw new Error(`${construct} needs the package "cdk8s-plus-28", which is not installed; run "npm install cdk8s-plus-28"`, { cause: error });
  }
}

/** Whether cdk8s-plus-28 itself is missing, and not a module that it needs. */
function isMissing(error: unknown): boolean {
  const { code, message = '' } = error as NodeJS.ErrnoException;
  return code === 'MODULE_NOT_FOUND' && message.split('\n', 1)[0].includes('cdk8s-plus-28');
}
