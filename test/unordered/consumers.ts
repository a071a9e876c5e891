import { Chart } from 'cdk8s';
import * as library from '../../src';
import { API_URL } from '../wrong-values/struct-values';
import { ValidCall } from '../wrong-values/valid-calls';

const {
  ArgoCdApplication, DynaKube, DynaKubeMode, DynatraceOperator, EgressGateway, FluxDelivery, MeshConfigValues, OneAgentEgress, OpenTelemetryProvider,
  ServiceEntry, ServicePort,
} = library;

/** Puts the value that a static method returns into an app, so that it is written. */
export const CONSUMERS: { readonly [type: string]: (chart: Chart, value: any) => void } = {
  ArgoCdDifference: (chart, value) => { new ArgoCdApplication(chart, 'With', { repoUrl: 'https://a.test/b.git', path: 'dist', destinationName: 'a', ignoreDifferences: [value] }); },
  ChartDelivery: (chart, value) => { new DynatraceOperator(chart, 'With', { delivery: value }); },
  ConnectionInfo: (chart, value) => { new OneAgentEgress(chart, 'With', { connectionInfo: value }); },
  DynaKubeMode: (chart, value) => { new DynaKube(chart, 'With', { apiUrl: API_URL, mode: value }); },
  FeatureFlag: (chart, value) => { new DynaKube(chart, 'With', { apiUrl: API_URL, mode: DynaKubeMode.applicationMonitoring(), featureFlags: [value] }); },
  FluxSource: (chart, value) => { new FluxDelivery(chart, 'With', { source: value }); },
  GatewayTls: (chart, value) => {
    new ServiceEntry(chart, 'With', { hosts: ['a.test'], ports: [ServicePort.http()] }).through(new EgressGateway(chart, 'Gateway'), { originateTls: value });
  },
  ServiceEntryEndpoint: (chart, value: library.ServiceEntryEndpoint) => {
    const names = value.address?.startsWith('unix:') ? ['a'] : ['a', 'b', 'c'];
    const ports = names.map((name, index) => ServicePort.of({ number: 8081 + index, name: `http-${name}`, protocol: library.PortProtocol.HTTP }));
    new ServiceEntry(chart, 'With', { hosts: ['a.test'], ports, endpoints: [value] });
  },
  SidecarTls: (chart, value) => { new ServiceEntry(chart, 'With', { hosts: ['a.test'], ports: [ServicePort.http()] }).originateTls(value, { clients: { app: 'web' } }); },
  TokenSecret: (chart, value) => { new DynaKube(chart, 'With', { apiUrl: API_URL, mode: DynaKubeMode.applicationMonitoring(), tokens: value }); },
  TraceExporter: (chart, value) => {
    new MeshConfigValues(chart, 'With', { extensionProviders: [new OpenTelemetryProvider(chart, 'Provider', { exporter: value })] });
  },
};

/** Calls with other arguments than the valid ones, which have properties that exclude others. */
export const MORE_CALLS: readonly ValidCall[] = [
  {
    name: 'new DynaKube',
    args: chart => [chart, 'id', { apiUrl: API_URL, kubernetesMonitoring: {}, spec: {}, operatorVersion: library.OperatorVersion.V1_11 }],
    call: args => new DynaKube(args[0], args[1], args[2]),
  },
  {
    name: 'new ArgoCdApplicationSet',
    args: chart => [chart, 'id', {
      repoUrl: 'https://a.test/b.git', path: 'dist', rollout: [], clusters: ['alpha', 'beta', 'dev'].map(name => ({ name, destinationName: name, stage: name })),
    }],
    call: args => new library.ArgoCdApplicationSet(args[0], args[1], args[2]),
  },
  {
    name: 'TokenSecret.fromExternalSecret',
    args: () => [{ store: library.SecretStoreRef.secretStore('vault'), remoteRefs: {} }],
    call: args => library.TokenSecret.fromExternalSecret(args[0]),
  },
  {
    name: 'TokenSecret.fromExternalSecret',
    args: () => [{ store: library.SecretStoreRef.secretStore('vault'), key: 'k', properties: {} }],
    call: args => library.TokenSecret.fromExternalSecret(args[0]),
  },
];
