import { HOST_MODES, Step } from './step';

export const v1beta3ToV1beta4: Step = {
  from: 'v1beta3',
  to: 'v1beta4',
  addedFields: [
    'spec.activeGate.persistentVolumeClaim',
    'spec.activeGate.terminationGracePeriodSeconds',
    'spec.activeGate.useEphemeralVolume',
    ...HOST_MODES.map(mode => `spec.oneAgent.${mode}.storageHostPath`),
    'spec.telemetryIngest',
  ],
  moves: [{ from: 'spec.templates.openTelemetryCollector', to: 'spec.templates.otelCollector' }],
  removals: [],
};
