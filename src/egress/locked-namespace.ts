import type { IConstruct } from 'constructs';
import type { NamespaceImports } from './namespace-imports';
import type { Destination } from '../analysis/reach/trace/egress-proof';
import type { Sidecar } from '../istio/sidecar';

/** A namespace that is locked, or will be. */
export interface LockedNamespace {
  readonly construct: IConstruct;
  readonly namespace: string;
  /** Whether nothing is blocked yet. */
  readonly observes: boolean;
  readonly sidecar: Sidecar;
  readonly imports: NamespaceImports;
  /** What the Sidecar imports once it blocks. */
  readonly importedHosts: readonly string[];
  /** The destinations that the app allows explicitly. They are proved elsewhere. */
  readonly allowed: readonly Destination[];
}
