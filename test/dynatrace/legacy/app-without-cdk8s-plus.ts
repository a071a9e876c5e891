import { App, Chart, Testing } from 'cdk8s';
import {
  ChartDelivery, ConnectionInfo, DynaKube, DynaKubeMode, DynatraceOperator, OneAgent, OneAgentEgress, OneAgentOperator, ServiceEntry, ServicePort,
  Sidecar,
} from '../../../src';

const chart = new Chart(new App(), 'shop', { namespace: 'dynatrace' });

const dynakube = new DynaKube(chart, 'DynaKube', { apiUrl: 'https://abc12345.live.dynatrace.com/api', mode: DynaKubeMode.cloudNativeFullStack() });
const egress = new OneAgentEgress(chart, 'OneAgentEgress', {
  dynakube, connectionInfo: ConnectionInfo.fromEndpoints('https://abc12345.live.dynatrace.com:443/communication'),
});
const entry = new ServiceEntry(chart, 'Api', { hosts: ['api.example.com'], ports: [ServicePort.https()] });
new Sidecar(chart, 'Sidecar').allowEgressTo(entry, egress);
new DynatraceOperator(chart, 'Operator', { delivery: ChartDelivery.argoCd() });
new OneAgent(chart, 'OneAgent', { apiUrl: 'https://abc12345.live.dynatrace.com/api' });

const kinds = Testing.synth(chart).map(({ kind }) => kind as string).sort();
let legacyInstall = 'works';
try {
  new OneAgentOperator(chart, 'LegacyOperator');
} catch (error) {
  legacyInstall = (error as Error).message;
}
process.stdout.write(JSON.stringify({ kinds, legacyInstall }));
