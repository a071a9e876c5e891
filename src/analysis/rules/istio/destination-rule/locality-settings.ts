import { localityFault } from './localities';
import { isRecord, JsonObject, recordOf, textsOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { fieldSites, itemSites, Site } from '../../shared/site';

const TOPOLOGY_LABELS = new Set(['topology.kubernetes.io/region', 'topology.kubernetes.io/zone', 'topology.istio.io/subzone']);

/** Faults that istiod finds in the locality settings of a load balancer. */
export interface LocalityFaults {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** Faults that istiod finds in `localityLbSetting` and `zoneAwareLbSetting` of a policy. */
export function localityFaults(balancer: Site, hasOutlierDetection: boolean): LocalityFaults {
  const both = isRecord(balancer.value.localityLbSetting) && isRecord(balancer.value.zoneAwareLbSetting)
    ? [`'${balancer.path}' must not have both 'localityLbSetting' and 'zoneAwareLbSetting'; keep one`] : [];
  const settings = [
    ...fieldSites(balancer, 'localityLbSetting').map(site => localityLbFaults(site, hasOutlierDetection)),
    ...fieldSites(balancer, 'zoneAwareLbSetting').map(site => zoneAwareLbFaults(site, hasOutlierDetection)),
  ];
  return { errors: [...both, ...settings.flatMap(({ errors }) => errors)], warnings: settings.flatMap(({ warnings }) => warnings) };
}

function localityLbFaults(site: Site, hasOutlierDetection: boolean): LocalityFaults {
  const final = finalFault(site);
  if (final !== undefined) { return { errors: [final], warnings: [] }; }
  const distribute = itemSites(site.value.distribute, `${site.path}.distribute`);
  const overlaps = [
    ...distribute.map(({ path, value }) => ({ path: `${path}.to`, localities: wildcardsFirst(Object.keys(recordOf(value.to))) })),
    { path: `${site.path}.distribute`, localities: distribute.map(({ value }) => typeof value.from === 'string' ? value.from : '') },
  ].flatMap(({ path, localities }) => {
    const fault = localityFault(localities);
    return fault === undefined ? [] : [`'${path}' ${fault}`];
  });
  return { errors: [...overlaps, ...failoverFaults(site)], warnings: ejectionFaults(site, hasOutlierDetection) };
}

/** A fault after which istiod does not check the rest of the setting. */
function finalFault({ path, value }: Site): string | undefined {
  const distribute = itemSites(value.distribute, `${path}.distribute`);
  const failover = itemSites(value.failover, `${path}.failover`);
  if (distribute.length > 0 && failover.length > 0) { return `'${path}' must not have both 'distribute' and 'failover'; keep one`; }
  const label = failover.length > 0 ? topologyLabels(value)[0] : undefined;
  if (label !== undefined) { return `'${path}.failoverPriority' must not have ${quote(label)} together with 'failover'; remove one of them`; }
  for (const { path: itemPath, value: item } of distribute) {
    const weights = Object.values(recordOf(item.to)).map(Number);
    if (weights.some(weight => weight < 1 || weight > 100)) { return `'${itemPath}.to' must have weights from 1 to 100`; }
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    if (total !== 100) { return `'${itemPath}.to' must have weights that add up to 100, got "${total}"`; }
  }
  return undefined;
}

function zoneAwareLbFaults(site: Site, hasOutlierDetection: boolean): LocalityFaults {
  const labels = topologyLabels(site.value)
    .map(label => `'${site.path}.failoverPriority' must not have topology labels, which Envoy uses automatically here, got ${quote(label)}`);
  return { errors: [...labels, ...failoverFaults(site)], warnings: ejectionFaults(site, hasOutlierDetection) };
}

function failoverFaults(site: Site): string[] {
  return itemSites(site.value.failover, `${site.path}.failover`).flatMap(({ path, value: { from = '', to = '' } }) => [
    ...from === to ? [`'${path}' must have two different regions, got ${quote(from)} twice`] : [],
    ...[from, to].some(region => /[/*]/.test(String(region))) ? [`'${path}' must have regions without zones and wildcards, got ${quote(from)} and ${quote(to)}`] : [],
  ]);
}

/** Failover needs outlier detection, which ejects failing endpoints. */
function ejectionFaults({ path, value }: Site, hasOutlierDetection: boolean): string[] {
  const failsOver = itemSites(value.failover, path).length > 0 || textsOf(value.failoverPriority).length > 0;
  return failsOver && !hasOutlierDetection ? [`'${path}' has no effect without 'outlierDetection' in the same policy; add it`] : [];
}

function topologyLabels(setting: JsonObject): string[] {
  return textsOf(setting.failoverPriority).filter(label => TOPOLOGY_LABELS.has(label));
}

/** istiod reads the localities of a map in random order. In this order, the widest wildcards first, it finds the most faults. */
function wildcardsFirst(localities: readonly string[]): string[] {
  const wildcards = localities.filter(locality => locality.endsWith('*')).sort((a, b) => a.length - b.length);
  return [...wildcards, ...localities.filter(locality => !locality.endsWith('*'))];
}
