/** What the apps in other languages must equal: `tsx checks.ts error|override|larger`. */
import { writeFileSync } from 'node:fs';
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ConnectionInfo, DynaKube, DynaKubeMode, OneAgentEgress, ServiceEntry, ServicePort, Sidecar } from '../../../src';

/** An override of the method that the library frames. */
class Announced extends App {
  public synth(): void {
    super.synth();
    writeFileSync('announced.txt', 'done\n');
  }
}

function oneAgentOf(app: App): OneAgentEgress {
  const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
  const dynakube = new DynaKube(monitoring, 'DynaKube', { apiUrl: 'https://abc12345.live.dynatrace.com/api', mode: DynaKubeMode.cloudNativeFullStack() });
  return new OneAgentEgress(monitoring, 'OneAgentEgress', { dynakube, connectionInfo: ConnectionInfo.fromFile('connection-info.json') });
}

function addTeam(app: App, name: string, oneAgent: OneAgentEgress | undefined): void {
  const team = new Chart(app, name, { namespace: name });
  new kplus.Deployment(team, 'Web', { containers: [{ image: 'registry.example/web:1.0' }] });
  const api = new ServiceEntry(team, 'Api', { hosts: [`api.${name}.example`], ports: [ServicePort.https()] });
  const sidecar = new Sidecar(team, 'Sidecar');
  sidecar.allowEgressTo(api);
  if (oneAgent !== undefined) { sidecar.allowEgressTo(oneAgent); }
}

const [, , check] = process.argv;
const app = check === 'override' ? new Announced() : new App();
const oneAgent = oneAgentOf(app);
const count = check === 'larger' ? 200 : 1;
for (let index = 0; index < count; index++) { addTeam(app, `team-${String(index).padStart(3, '0')}`, check === 'error' ? undefined : oneAgent); }
try {
  app.synth();
} catch (error) {
  writeFileSync('error.txt', (error as Error).message);
}
