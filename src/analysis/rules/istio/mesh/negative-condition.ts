import { listOf, recordOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { objectsOf } from '../../objects/mesh-objects';

const KINDS = ['networking.istio.io/ServiceEntry', 'networking.istio.io/WorkloadEntry', 'Service'];
const CONDITION = 'istio.io/WaypointBound';

export const negativeCondition: MeshRule<MeshModel> = {
  name: 'mesh/negative-condition',
  severity: Severity.WARNING,
  upstream: 'IST0171',
  * check(model) {
    for (const { ref, object } of KINDS.flatMap(kind => objectsOf(model, kind))) {
      for (const condition of listOf(recordOf(object.status).conditions).map(recordOf)) {
        if (condition.type === CONDITION && condition.status === 'False') {
          yield { object: ref.index, message: `'status.conditions' reports that no waypoint handles the object, got ${quote(condition.reason)}; check the label "istio.io/use-waypoint"` };
        }
      }
    }
  },
};
