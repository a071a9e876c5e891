/** What kind of cluster an operator is installed in. */
export enum OperatorPlatform {
  /** Kubernetes, of whatever vendor, but OpenShift. */
  KUBERNETES = 'kubernetes',
  /** Red Hat OpenShift. */
  OPENSHIFT = 'openshift',
}
