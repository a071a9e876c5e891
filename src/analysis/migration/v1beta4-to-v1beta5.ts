import type { Step } from './step';
import { isRecord } from '../base/json';

export const v1beta4ToV1beta5: Step = {
  from: 'v1beta4',
  to: 'v1beta5',
  arrivals: ['spec.activeGate.volumeClaimTemplate'],
  moves: [{ from: 'spec.activeGate.persistentVolumeClaim', to: 'spec.activeGate.volumeClaimTemplate' }],
  removals: [],
  rewrite: draft => {
    draft.drop(['spec', 'kspm', 'mappedHostPaths'], 'it is not a field of dynatrace.com/v1beta4, where all paths of the node are meant; set it to fewer if they are enough');
    // There was no choice before: the whole file system of the node was seen.
    if (isRecord(draft.get(['spec', 'kspm']))) { draft.set(['spec', 'kspm', 'mappedHostPaths'], ['/']); }
  },
};
