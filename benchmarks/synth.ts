import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { ServiceEntry, ServicePort } from 'cdk8s-istio-oneagent';

/**
 * The cost of the constructs and all checks: the time that stock cdk8s takes to synthesize an app of this library's ServiceEntries, relative to
 * the time for the same objects as raw ApiObjects. Both run in turns in one process, so that a slow machine slows down both.
 */
const CHARTS = 400;
const OBJECTS_PER_CHART = 10;
const ROUNDS = 5;

type AddObject = (chart: Chart, index: number) => void;

const raw: AddObject = (chart, index) => {
  new ApiObject(chart, `Entry${index}`, {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    spec: {
      hosts: [`host-${index}.${chart.namespace}.example`],
      location: 'MESH_EXTERNAL',
      ports: [{ name: 'https-443', number: 443, protocol: 'HTTPS' }],
      resolution: 'DNS',
    },
  });
};

const ours: AddObject = (chart, index) => {
  new ServiceEntry(chart, `Entry${index}`, { hosts: [`host-${index}.${chart.namespace}.example`], ports: [ServicePort.https()] });
};

/** Milliseconds from an empty app to its files. */
function measure(add: AddObject): number {
  const outdir = mkdtempSync(join(tmpdir(), 'benchmark-'));
  try {
    const start = process.hrtime.bigint();
    const app = new App({ outdir });
    for (let chart = 0; chart < CHARTS; chart++) {
      const scope = new Chart(app, `chart-${chart}`, { namespace: `ns-${chart}` });
      for (let index = 0; index < OBJECTS_PER_CHART; index++) { add(scope, index); }
    }
    app.synth();
    return Number(process.hrtime.bigint() - start) / 1e6;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

measure(raw);
measure(ours);
const times: { raw: number; ours: number }[] = [];
for (let round = 0; round < ROUNDS; round++) { times.push({ raw: measure(raw), ours: measure(ours) }); }
const [rawTime, oursTime] = [median(times.map(time => time.raw)), median(times.map(time => time.ours))];
process.stdout.write(`${CHARTS} charts x ${OBJECTS_PER_CHART} ServiceEntries, median of ${ROUNDS} rounds\n`);
process.stdout.write(`raw ApiObjects   ${rawTime.toFixed(0)} ms\n`);
process.stdout.write(`this library     ${oursTime.toFixed(0)} ms\n`);
process.stdout.write(`ratio            ${(oursTime / rawTime).toFixed(2)}\n`);
