/** What the apps in other languages must equal: `tsx checks.ts error|override|larger [TEAMS]`. */
import { writeFileSync } from 'node:fs';
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ConnectionInfo, DynaKube, DynaKubeMode, OneAgentEgress, ServiceEntry, ServicePort, Sidecar } from 'cdk8s-istio-oneagent';

/** An override of the method that the library frames. */
class Announced extends App {
  public synth(): void {
    super.synth();
    writeFileSync('announced.txt', 'done\n');
  }
}

/** An override of the method that the library replaces while an app is synthesized. */
class Noted extends Chart {
  public toJson(): unknown[] {
    return [...super.toJson() as unknown[], { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'note', namespace: this.namespace } }];
  }
}

function oneAgentOf(app: App): OneAgentEgress {
  const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
  const dynakube = new DynaKube(monitoring, 'DynaKube', { apiUrl: 'https://abc12345.live.dynatrace.com/api', mode: DynaKubeMode.cloudNativeFullStack() });
  return new OneAgentEgress(monitoring, 'OneAgentEgress', { dynakube, connectionInfo: ConnectionInfo.fromFile('connection-info.json') });
}

function addTeam(team: Chart, name: string, oneAgent: OneAgentEgress | undefined): void {
  new kplus.Deployment(team, 'Web', { containers: [{ image: 'registry.example/web:1.0' }] });
  const api = new ServiceEntry(team, 'Api', { hosts: [`api.${name}.example`], ports: [ServicePort.https()] });
  const sidecar = new Sidecar(team, 'Sidecar');
  sidecar.allowEgressTo(api);
  if (oneAgent !== undefined) { sidecar.allowEgressTo(oneAgent); }
}

const [, , check, teams] = process.argv;
const app = check === 'override' ? new Announced() : new App();
const oneAgent = oneAgentOf(app);
const count = check === 'larger' ? Number(teams ?? 200) : 1;
for (let index = 0; index < count; index++) {
  const name = `team-${String(index).padStart(3, '0')}`;
  addTeam(new (check === 'override' ? Noted : Chart)(app, name, { namespace: name }), name, check === 'error' ? undefined : oneAgent);
}
try {
  app.synth();
} catch (error) {
  writeFileSync('error.txt', (error as Error).message);
}
