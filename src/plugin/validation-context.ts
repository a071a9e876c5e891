/**
 * What cdk8s-cli passes to a plugin, as far as this one uses it. The types of cdk8s-cli itself would make it a dependency.
 *
 * @see https://cdk8s.io/docs/latest/plugins/validation/
 */
export interface ValidationContext {
  /** Paths of the files that were written. */
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: Violation): void;
    submit(status: 'success' | 'failure', metadata: Readonly<Record<string, string>>): void;
  };
}

/** What one rule found. cdk8s-cli adds the path of the construct to each resource. */
export interface Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: readonly { readonly resourceName: string; readonly locations: readonly string[]; readonly manifestPath: string }[];
}
