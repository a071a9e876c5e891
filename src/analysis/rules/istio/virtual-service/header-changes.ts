import { httpRoutes, weightedOf } from './virtual-service-spec';
import { recordOf, textsOf } from '../../../base/json';
import type { KubernetesObject } from '../../../base/kubernetes-object';
import { fieldSites, Site } from '../../shared/site';

/** A change of one header. */
export interface HeaderChange {
  readonly path: string;
  readonly of: 'request' | 'response';
  readonly operation: 'add' | 'set' | 'remove';
  readonly name: string;
  /** Undefined if the header is removed. */
  readonly value?: string;
}

/** All changes of headers by the http routes of an object, and by their destinations. */
export function headerChanges(object: KubernetesObject): HeaderChange[] {
  return httpRoutes(object).flatMap(route => [route, ...weightedOf(route)]).flatMap(changesOf);
}

/** The changes of headers by one route or destination. */
export function changesOf(site: Site): HeaderChange[] {
  return fieldSites(site, 'headers').flatMap(headers => (['request', 'response'] as const).flatMap(of => fieldSites(headers, of).flatMap(({ path, value }) => [
    ...(['add', 'set'] as const).flatMap(operation => Object.entries(recordOf(value[operation]))
      .map(([name, text]) => ({ path: `${path}.${operation}`, of, operation, name, value: typeof text === 'string' ? text : '' }))),
    ...textsOf(value.remove).map((name, index) => ({ path: `${path}.remove[${index}]`, of, operation: 'remove' as const, name })),
  ])));
}
