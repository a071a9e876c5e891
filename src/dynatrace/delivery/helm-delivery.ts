import { ArgoCdDeliverer, ArgoCdDeliveryOptions } from './helm-argo-cd';
import { FluxDeliverer, FluxDeliveryOptions } from './helm-flux';
import { ChartDeliverer } from './helm-release';
import { checkCall } from '../../core/signatures/check-call';

/** The tool that installs a Helm chart in the cluster. It renders the chart there, so that the YAML of the app has no object of the chart. */
export class ChartDelivery {
  /**
   * Installation with an Application of Argo CD. It is in the namespace `argocd` unless `metadata` sets another, such as `openshift-gitops` for OpenShift
   * GitOps.
   *
   * @throws if a value is not valid
   * @see https://argo-cd.readthedocs.io/en/stable/user-guide/helm/
   */
  public static argoCd(options: ArgoCdDeliveryOptions = {}): ChartDelivery {
    checkCall('ChartDelivery.argoCd', [options]);
    return new ChartDelivery(new ArgoCdDeliverer(options));
  }

  /**
   * Installation with a HelmRelease of Flux and its source. They are in the namespace `flux-system` unless `metadata` sets another.
   *
   * @throws if a value is not valid
   * @see https://fluxcd.io/flux/components/helm/helmreleases/
   */
  public static flux(options: FluxDeliveryOptions = {}): ChartDelivery {
    checkCall('ChartDelivery.flux', [options]);
    return new ChartDelivery(new FluxDeliverer(options));
  }

  private constructor(
    /** @internal */
    public readonly _deliverer: ChartDeliverer,
  ) {}
}

