import { ServiceEntryPort, specOf } from './service-entry-spec';
import { usesAllocatedAddress, wholePortMessage, wholePorts } from './whole-port';
import { listOf, recordOf } from '../../../base/json';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { MeshObject, objectsOf } from '../../objects/mesh-objects';

export const tcpWithoutAddress: MeshRule<MeshModel> = {
  name: 'service-entry/tcp-without-address',
  severity: Severity.WARNING,
  upstream: 'IST0134',
  * check(model) {
    for (const entry of objectsOf(model, 'networking.istio.io/ServiceEntry')) {
      const analyzed = analyzedPorts(model, entry);
      if (analyzed.length === 0) { continue; }
      // Other ports have the same cause and the same remedies.
      const ports = [...new Set([...analyzed, ...wholePorts(entry.object)])];
      yield { object: entry.ref.index, message: wholePortMessage(entry.object, ports, model.settings) };
    }
  },
};

/** The ports about which `istioctl analyze` warns, unless the sidecars use the address that istiod allocates, which it does not check. */
export function analyzedPorts(model: MeshModel, entry: MeshObject): readonly ServiceEntryPort[] {
  const { object } = entry;
  const { dnsCapture, dnsAutoAllocate } = model.settings;
  const { addresses = [], ports = [] } = specOf(object);
  const analyzed = ports.filter(({ protocol = '' }) => protocol === '' || protocol.toUpperCase() === 'TCP');
  const allocated = listOf(recordOf(object.status).addresses);
  const areFine = analyzed.length === 0 || addresses.length > 0 || allocated.length > 0 || (dnsCapture && dnsAutoAllocate)
    || usesAllocatedAddress(model, entry);
  return areFine ? [] : analyzed;
}
