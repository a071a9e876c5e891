import { mirrorDestinations, routeDestinations, VIRTUAL_SERVICE } from './virtual-service-spec';
import { textOf, textsOf } from '../../../base/json';
import type { MeshModel } from '../../../model/mesh-model';
import { MeshObject, objectsOf } from '../../objects/mesh-objects';
import type { Site } from '../../shared/site';

/** A destination in a VirtualService. */
export interface DestinationSite {
  readonly from: MeshObject;
  readonly exportTo: readonly string[];
  readonly site: Site;
  readonly host: string;
  /** Empty if the destination has no subset. */
  readonly subset: string;
}

/** All destinations of all VirtualServices, including those of mirrored requests. */
export function destinationSites(model: MeshModel): readonly DestinationSite[] {
  return model.once('destinations of VirtualServices', () => virtualServices(model).flatMap(from => {
    const exportTo = textsOf(from.spec.exportTo);
    return [...routeDestinations(from.object), ...mirrorDestinations(from.object)].map(site => ({
      from,
      exportTo,
      site,
      host: textOf(site.value.host) ?? '',
      subset: textOf(site.value.subset) ?? '',
    }));
  }));
}

/** The VirtualServices among the objects. */
export function virtualServices(model: MeshModel): readonly MeshObject[] {
  return objectsOf(model, VIRTUAL_SERVICE[0]);
}
