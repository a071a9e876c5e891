import type { Step } from './step';

export const v1beta2ToV1beta3: Step = {
  from: 'v1beta2',
  to: 'v1beta3',
  addedFields: ['spec.extensions', 'spec.kspm', 'spec.logMonitoring', 'spec.templates'],
  moves: [],
  removals: [{
    field: 'spec.oneAgent.applicationMonitoring.useCSIDriver',
    reason: 'the operator uses the CSI driver if it is installed; set the Helm value csidriver.enabled of the operator, or the pod annotation oneagent.dynatrace.com/volume-type',
  }],
};
