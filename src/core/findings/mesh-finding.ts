import { Severity } from '../../analysis/findings/finding';
import { FindingSource } from '../../analysis/findings/upstream';

/** Which findings fail the synth. Findings that do not fail it are still in `Mesh.findings()`. */
export enum FailOn {
  /** Errors fail the synth. */
  ERROR = 'error',
  /** Errors and warnings fail the synth. */
  WARNING = 'warning',
  /** Every finding fails the synth. */
  INFO = 'info',
  /** No finding fails the synth, for example because a report of all findings is wanted. What a construct itself refuses still fails it. */
  NEVER = 'never',
}

/** Another object of the app that is involved in a finding. */
export interface RelatedObject {
  /** Kind of the object, such as `ServiceEntry`. */
  readonly kind: string;

  /**
   * Namespace of the object.
   *
   * @default - the manifest has none
   */
  readonly namespace?: string;

  /**
   * Name of the object.
   *
   * @default - the manifest has none
   */
  readonly name?: string;

  /** Path of the construct that writes the object. */
  readonly path: string;
}

/**
 * Something that is wrong with the app, or that its author should know.
 *
 * It has what a report needs: where the problem is (`path` for those who edit the app, `kind`, `namespace` and `name` for those who read the YAML), what it is
 * (`rule`, `severity`, `message`), and where to read on (`ruleUrl`).
 */
export interface MeshFinding {
  /** Stable name of the rule, such as `sidecar/exact-hosts-only`. `Mesh.disableRule()` takes it. */
  readonly rule: string;

  /** Address of the page that explains the rule. */
  readonly ruleUrl: string;

  /** How bad it is. `MeshProps.failOn` sets which severities fail the synth. */
  readonly severity: Severity;

  /** Who reports it. */
  readonly source: FindingSource;

  /**
   * Code under which the source reports it, such as `IST0134` of `istioctl analyze`.
   *
   * @default - the source has no codes
   */
  readonly code?: string;

  /** Path of the construct to change. */
  readonly path: string;

  /**
   * Kind of the object that the finding is about, such as `ServiceEntry`.
   *
   * @default - the finding is about a construct that has no object of its own
   */
  readonly kind?: string;

  /**
   * Namespace of the object.
   *
   * @default - the object has none, or the construct has no object of its own
   */
  readonly namespace?: string;

  /**
   * Name of the object.
   *
   * @default - the object has none, or the construct has no object of its own
   */
  readonly name?: string;

  /** The other objects of the app that are involved, such as the one with the same name, or the workloads that do not reach a destination. */
  readonly relatedObjects: RelatedObject[];

  /** What is wrong, the value, and the remedy, in one line. */
  readonly message: string;
}
