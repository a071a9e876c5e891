import { allocatesAddress } from './address-allocation';
import { analyzedPorts } from './tcp-without-address';
import { hasNoAddress, wholePortMessage, wholePorts } from './whole-port';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { objectsOf } from '../../objects/mesh-objects';

export const portCapture: MeshRule<MeshModel> = {
  name: 'service-entry/port-capture',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    for (const entry of objectsOf(model, 'networking.istio.io/ServiceEntry')) {
      // A rule of the webhook reports the other ports.
      const ports = wholePorts(entry.object).filter(({ protocol = '' }) => allocatesAddress(entry.object, model.settings) || (protocol !== '' && protocol !== 'TCP'));
      if (ports.length === 0 || !hasNoAddress(model, entry) || analyzedPorts(model, entry).length > 0) { continue; }
      yield { object: entry.ref.index, message: wholePortMessage(entry.object, ports, model.settings) };
    }
  },
};
