/** How Argo CD installs a Helm chart. */
export interface ArgoCdDeliveryOptions {
  /**
   * Project that the Application belongs to. It must allow the chart's repository, the namespace, and objects of the whole cluster.
   *
   * @default 'default'
   */
  readonly project?: string;

  /**
   * URL of the API server of the cluster that the chart is installed in, as Argo CD knows it.
   *
   * @default - `https://kubernetes.default.svc`, the cluster that Argo CD runs in, unless `destinationName` names another
   */
  readonly destinationServer?: string;

  /**
   * Name of the cluster that the chart is installed in, as Argo CD knows it; instead of `destinationServer`.
   *
   * @default - the cluster is given by `destinationServer`
   */
  readonly destinationName?: string;

  /**
   * Wave in which an Application that holds this one syncs it: lower waves come first. Objects without a wave are in 0.
   *
   * Argo CD waits for the health of an Application only where its health check has been turned on in `argocd-cm`.
   *
   * @default -1
   * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
   */
  readonly syncWave?: number;

  /**
   * Whether Argo CD syncs by itself, prunes what the chart no longer has, and undoes changes that others make.
   *
   * @default true
   */
  readonly automated?: boolean;

  /**
   * Options of the sync beside those that are needed anyway, such as `ServerSideApply=true`.
   *
   * @default - none
   * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
   */
  readonly syncOptions?: string[];

  /**
   * Whether everything that the chart has installed is deleted together with the Application. That includes CRDs, and with them all custom resources.
   *
   * @default false
   */
  readonly cascadeDelete?: boolean;
}
