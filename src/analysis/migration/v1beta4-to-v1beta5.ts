import type { Step } from './step';
import { isRecord } from '../base/json';

export const v1beta4ToV1beta5: Step = {
  from: 'v1beta4',
  to: 'v1beta5',
  addedFields: ['spec.activeGate.volumeClaimTemplate'],
  moves: [{ from: 'spec.activeGate.persistentVolumeClaim', to: 'spec.activeGate.volumeClaimTemplate' }],
  removals: [],
  rewrite: draft => {
    draft.drop(['spec', 'kspm', 'mappedHostPaths'], 'it is not a field of dynatrace.com/v1beta4, where KSPM reads the whole node; set fewer paths if they are enough');
    // In v1beta4 KSPM always reads the whole file system of the node.
    if (isRecord(draft.get(['spec', 'kspm']))) { draft.set(['spec', 'kspm', 'mappedHostPaths'], ['/']); }
  },
};
