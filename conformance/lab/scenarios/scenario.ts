import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Verdict } from '../../../src/analysis/reach/reachability';

/** What must happen to connections: the destinations, by client and verdict. Other connections must be as predicted. */
export type Expected = Readonly<Record<string, Partial<Record<Verdict, readonly string[]>>>>;

/** One state of a mesh. */
export interface Step {
  /** A sentence about this state. */
  readonly title: string;
  /** Writes the YAML into an empty folder. */
  readonly synth: (folder: string) => void;
  /** Configuration of the mesh; Istio's defaults otherwise. */
  readonly meshConfig?: object;
  readonly expected: Expected;
  /** Whether to delete each Istio object in turn. Each deletion must make a difference. */
  readonly withoutEach?: boolean;
}

/** States of a mesh, one after the other. */
export interface Scenario {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** The configuration of a mesh that blocks unknown destinations. */
export const REGISTRY_ONLY = { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } };

/** Destinations that no scenario names. */
export const UNKNOWN_HOSTS = ['http://unknown-host.invalid (unknown host)', 'https://unknown-host.invalid (unknown host)'];

/** A step's `synth` that builds an app. */
export function app(build: (scope: App) => void): Step['synth'] {
  return outdir => {
    const scope = new App({ outdir });
    build(scope);
    scope.synth();
  };
}

/** A workload with a name that scenarios can refer to, and one label, `app`. */
export function deployment(chart: Chart, name: string): kplus.Deployment {
  return new kplus.Deployment(chart, name, {
    metadata: { name },
    podMetadata: { labels: { app: name } },
    containers: [{ image: 'registry.example/app:1.0' }],
  });
}
