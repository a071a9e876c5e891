import { resolutionOf, SERVICE_ENTRY, specOf } from './service-entry-spec';
import { quoteAll } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

const LOCAL_SUFFIXES = ['.local', '.internal', '.global', '.localdomain'];

export const meshInternal: ObjectRule = {
  name: 'service-entry/mesh-internal',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: SERVICE_ENTRY,
  check: object => {
    const spec = specOf(object);
    const { endpoints = [], hosts, location, workloadSelector } = spec;
    const outside = hosts.filter(host => host.includes('.') && !LOCAL_SUFFIXES.some(suffix => host.toLowerCase().endsWith(suffix)));
    return location === 'MESH_INTERNAL' && resolutionOf(spec) !== 'STATIC' && endpoints.length === 0 && workloadSelector === undefined && outside.length > 0
      ? [`'spec.location' declares ${quoteAll(outside)} as a part of the mesh, but the entry has no endpoints there, got "MESH_INTERNAL"; use MESH_EXTERNAL for a host outside`] : [];
  },
};
