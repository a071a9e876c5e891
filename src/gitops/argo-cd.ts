import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { annotateObject, annotationOf, ArgoCdAnnotations, ArgoCdWave, checkAnnotations, objectsBelow, placeOf } from './argo-cd-annotations';
import { quote } from '../analysis/base/quote';
import { quotePath } from '../core/check-construct';
import { checkCall } from '../core/signatures/check-call';
import { SKIP_DRY_RUN, SYNC_WAVE } from '../dynatrace/delivery/argo-cd-options';
import { DEFAULT_SYNC_WAVE } from '../dynatrace/delivery/helm-argo-cd';

/** Annotations for Argo CD on the objects of an app. They say in which order Argo CD applies objects, and how. */
export class ArgoCd {
  /**
   * Adds annotations to all objects at or below a construct. Annotations and sync options that the objects already have are kept.
   *
   * Call it after the objects are created: an object that is created later fails the synth.
   *
   * @param scope a construct of one or more objects, such as a chart
   * @throws if a value is not valid, or there is no object
   */
  public static annotate(scope: IConstruct, annotations: ArgoCdAnnotations): void {
    checkCall('ArgoCd.annotate', [scope, annotations]);
    const checked = checkAnnotations(annotations);
    for (const object of objectsOf(scope, 'annotate')) { annotateObject(object, checked); }
  }

  /**
   * Gives all objects at or below a construct sync waves, so that Argo CD applies what others need first. Without waves, it applies custom resources after Deployments.
   *
   * | wave | objects |
   * |---|---|
   * | -4 | Namespaces, CRDs, and the Application that installs the operator |
   * | -3 | Secrets, and what tools create Secrets from: ExternalSecrets, SealedSecrets; all objects of an `EgressGateway` that are not Istio's, such as its Deployment; the Gateway of a `Waypoint` |
   * | -2 | the objects of Istio, such as ServiceEntries and Sidecars |
   * | -1 | the custom resources of Dynatrace, such as DynaKubes |
   * | 0 | everything else, such as Deployments |
   *
   * Argo CD applies a wave when the wave before is healthy. So connections are led to a gateway only when its pods are ready.
   *
   * Custom resources of Istio, the Gateway API, Dynatrace and of tools for Secrets also get `SkipDryRunOnMissingResource=true`, because their CRDs can be part of the same sync. An object that has a
   * wave keeps it, except the default wave of `ChartDelivery.argoCd()`.
   *
   * Call it after the objects are created: an object that is created later fails the synth.
   *
   * @param scope a construct of several objects, such as the app or a chart
   * @throws if there is no object
   */
  public static order(scope: IConstruct): void {
    checkCall('ArgoCd.order', [scope]);
    for (const object of objectsOf(scope, 'order')) {
      const { syncWave, crdCanBeMissing } = placeOf(object);
      annotateObject(object, {
        syncWave: hasOwnWave(object, syncWave) ? undefined : String(syncWave),
        syncOptions: crdCanBeMissing ? [`${SKIP_DRY_RUN}=true`] : [],
      });
    }
  }

  private constructor() {}
}

/** Whether an object has a wave that the user has set. */
function hasOwnWave({ metadata }: ApiObject, syncWave: ArgoCdWave): boolean {
  const wave = annotationOf(metadata, SYNC_WAVE);
  return wave !== undefined && !(syncWave === ArgoCdWave.OPERATOR && wave === String(DEFAULT_SYNC_WAVE));
}

/** The objects at or below a construct. At synth, there must be no others. */
function objectsOf(scope: IConstruct, method: string): ApiObject[] {
  const objects = objectsBelow(scope);
  if (objects.length === 0) { throw new Error(`'scope' must have an object at or below it, got ${quotePath(scope)}; call ArgoCd.${method}() after the objects are created`); }
  const known = new Set(objects);
  scope.node.addValidation({
    validate: () => {
      const later = objectsBelow(scope).filter(object => !known.has(object));
      return later.length === 0 ? [] : [
        `ArgoCd.${method}() was called before ${later.length === 1 ? 'an object was' : `${later.length} objects were`} created, which now lack${later.length === 1 ? 's' : ''} its annotations, such as `
        + `${quote(later[0].node.path)}; call it after all objects of ${quotePath(scope)} are created`,
      ];
    },
  });
  return objects;
}
