import { ArgoCdDeliverer, ArgoCdDeliveryOptions } from './helm-argo-cd';
import { FluxDeliverer, FluxDeliveryOptions } from './helm-flux';
import { ChartDeliverer } from './helm-release';

/** Who installs a Helm chart in the cluster. It renders the chart there, so that none of it is in the app's YAML. */
export class ChartDelivery {
  /**
   * By an Application of Argo CD. It is in the namespace `argocd`, unless `metadata` says otherwise: on OpenShift GitOps it is `openshift-gitops`.
   *
   * @throws if a value can't be right
   * @see https://argo-cd.readthedocs.io/en/stable/user-guide/helm/
   */
  public static argoCd(options: ArgoCdDeliveryOptions = {}): ChartDelivery {
    return new ChartDelivery(new ArgoCdDeliverer(options));
  }

  /**
   * By a HelmRelease of Flux and its source. They are in the namespace `flux-system`, unless `metadata` says otherwise.
   *
   * @throws if a value can't be right
   * @see https://fluxcd.io/flux/components/helm/helmreleases/
   */
  public static flux(options: FluxDeliveryOptions = {}): ChartDelivery {
    return new ChartDelivery(new FluxDeliverer(options));
  }

  private constructor(
    /** @internal */
    public readonly _deliverer: ChartDeliverer,
  ) {}
}

