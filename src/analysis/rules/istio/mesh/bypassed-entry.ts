import { importsOf } from './proxy-scopes';
import { describeRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import { isExposedTo } from '../../../model/exposure';
import type { MeshModel } from '../../../model/mesh-model';
import type { Service } from '../../../model/service';
import type { Sidecar } from '../../../model/sidecar';
import type { MeshWorkload } from '../../../model/workload';
import { decideCapture, OutboundCapture, outboundCapture } from '../../../reach/proxy/capture';
import { applicableSidecars } from '../../../reach/proxy/sidecar-scope';
import { representsAddress } from '../../../syntax/address-hosts';
import { canonicalIp, isIpAddress, parseCidr } from '../../../syntax/addresses';
import { ProtocolFamily } from '../../../syntax/protocols';

const PREFIX = 'traffic.sidecar.istio.io/';

export const bypassedEntry: MeshRule<MeshModel> = {
  name: 'mesh/bypassed-entry',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    for (const workload of model.workloads) {
      if (!Object.keys(workload.annotations).some(name => name.startsWith(PREFIX))) { continue; }
      const capture = outboundCapture(workload.annotations);
      // Another rule reports annotations that let all connections bypass the sidecar.
      if (!capture.intercepts || capture.excludedRanges.some(({ prefix }) => prefix === 0)) { continue; }
      const reported = new Set<string>();
      for (const { service, port, annotation } of bypassed(model, workload, capture)) {
        if (reported.has(annotation)) { continue; }
        reported.add(annotation);
        yield {
          object: workload.ref.index,
          related: service.ref.index,
          message: `'${annotation}' lets connections to ${quote(service.host)} on port ${port} bypass the sidecar, so ${describeRef(service.ref)} has no effect on them; `
            + 'narrow the annotation, or remove the entry',
        };
      }
    }
  },
};

interface Bypassed {
  readonly service: Service;
  readonly port: number;
  readonly annotation: string;
}

/** The ports of imported ServiceEntries whose connections the sidecar of a workload doesn't see. */
function* bypassed(model: MeshModel, workload: MeshWorkload, capture: OutboundCapture): Iterable<Bypassed> {
  const byPort = [...capture.excludedPorts].flatMap(port => model.servicesOnPort(port).map(service => ({ service, port })));
  const byAddress = addressed(model).flatMap(service => service.ports.map(({ number }) => ({ service, port: number })));
  for (const { service, port } of [...byPort, ...byAddress]) {
    const { seen, annotation } = decideCapture(capture, placeOf(service), port);
    if (seen !== false || annotation === undefined || isNamedAddress(capture, service)) { continue; }
    if (isImported(model, workload, service, port)) { yield { service, port, annotation }; }
  }
}

/** Whether an entry only allows an address that the annotation names: the bypass is then deliberate, and other workloads may need the entry. */
function isNamedAddress({ excludedRanges }: OutboundCapture, service: Service): boolean {
  const place = placeOf(service);
  return representsAddress(service.host)
    && excludedRanges.some(({ address, prefix, ipv6 }) => prefix === (ipv6 ? 128 : 32) && address === (place && canonicalIp(place)));
}

function addressed(model: MeshModel): readonly Service[] {
  return model.once('entries with addresses', () => model.services.filter(({ isKubernetes, address }) => !isKubernetes && address !== undefined));
}

/** The address of an entry; for a range, its first address. */
function placeOf({ address }: Service): string | undefined {
  if (address === undefined || isIpAddress(address)) { return address; }
  return parseCidr(address)?.address;
}

function isImported(model: MeshModel, workload: MeshWorkload, service: Service, port: number): boolean {
  const isProxied = !service.isKubernetes && service.ports.some(({ number, family }) => number === port && family !== ProtocolFamily.UDP);
  const takes = (sidecar: Sidecar | undefined) => importsOf(model, workload.namespace, sidecar).includes(service.host, service.namespace, port);
  return isProxied && isExposedTo(service.exposure, workload.namespace) && applicableSidecars(model, workload).some(takes);
}
