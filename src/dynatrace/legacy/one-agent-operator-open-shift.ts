import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { withoutNamespace } from '../shared/without-namespace';

/** What containers may ask for that run as a ServiceAccount. */
interface Constraints {
  readonly name: string;
  readonly serviceAccount: string;
  readonly allowPrivilegedContainer: boolean;
  readonly allowedCapabilities: readonly string[];
  readonly requiredDropCapabilities: readonly string[];
}

const CONSTRAINTS: readonly Constraints[] = [
  {
    name: 'dynatrace-oneagent-privileged',
    serviceAccount: 'dynatrace-oneagent',
    allowPrivilegedContainer: true,
    allowedCapabilities: ['*'],
    requiredDropCapabilities: [],
  },
  {
    name: 'dynatrace-oneagent-unprivileged',
    serviceAccount: 'dynatrace-oneagent-unprivileged',
    allowPrivilegedContainer: false,
    allowedCapabilities: [
      'CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH', 'FOWNER', 'FSETID', 'KILL', 'NET_ADMIN', 'NET_RAW', 'SETFCAP', 'SETGID', 'SETUID', 'SYS_ADMIN',
      'SYS_CHROOT', 'SYS_PTRACE', 'SYS_RESOURCE',
    ],
    requiredDropCapabilities: ['ALL'],
  },
];

/** Lets OneAgent pods have what they need of the node, on OpenShift. */
export function constrain(scope: Construct, namespace: string): void {
  for (const { name, serviceAccount, allowPrivilegedContainer, allowedCapabilities, requiredDropCapabilities } of CONSTRAINTS) {
    withoutNamespace(new ApiObject(scope, name, {
      apiVersion: 'security.openshift.io/v1',
      kind: 'SecurityContextConstraints',
      metadata: { name },
      allowHostDirVolumePlugin: true,
      allowHostIPC: true,
      allowHostNetwork: true,
      allowHostPID: true,
      allowHostPorts: true,
      allowPrivilegedContainer,
      allowedCapabilities: [...allowedCapabilities],
      // The schema wants to see these three, empty as they are.
      defaultAddCapabilities: [],
      priority: 0,
      requiredDropCapabilities: [...requiredDropCapabilities],
      readOnlyRootFilesystem: false,
      fsGroup: { type: 'RunAsAny' },
      runAsUser: { type: 'RunAsAny' },
      seLinuxContext: { type: 'RunAsAny' },
      seccompProfiles: ['*'],
      supplementalGroups: { type: 'RunAsAny' },
      users: [`system:serviceaccount:${namespace}:${serviceAccount}`],
      volumes: ['*'],
    }));
  }
}
