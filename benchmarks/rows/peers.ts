import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Contender } from './row';
import { programs } from '../../conformance/lab/programs/programs';
import { Template, writeHelmChart, writeJsonnet, writeKustomization, writeManifests } from '../inputs/writers';
import type { Command } from '../measure/measure';

/** Where a contender writes its objects. */
const OUTPUT = 'out.yaml';

/** What all files of an app have. */
export function writtenByApp(folder: string): string {
  const dist = join(folder, 'dist');
  return readdirSync(dist).map(name => readFileSync(join(dist, name), 'utf8')).join('---\n');
}

const written = (folder: string) => readFileSync(join(folder, OUTPUT), 'utf8');

/** Helm, with a chart that repeats the objects. */
export function helm(template: Template): Contender {
  return {
    name: 'helm template',
    prepare: async (folder, size) => [await helmCommand(folder, template, size)],
    written,
  };
}

async function helmCommand(folder: string, template: Template, size: number): Promise<Command> {
  const { helm: program } = await programs('helm');
  writeHelmChart(folder, template, size);
  return { program, args: ['template', 'teams', '.'], folder, output: join(folder, OUTPUT) };
}

/** Helm, and then the analysis of Istio of what it has written. */
export function helmAndAnalyze(template: Template): Contender {
  return {
    name: 'helm template, istioctl analyze',
    prepare: async (folder, size) => {
      const { istioctl: program } = await programs('istioctl');
      return [await helmCommand(folder, template, size), { program, args: ['analyze', '--use-kube=false', OUTPUT], folder }];
    },
    written,
  };
}

/** kustomize, with a file for each namespace. */
export function kustomize(template: Template): Contender {
  return {
    name: 'kustomize build',
    prepare: async (folder, size) => {
      const { kustomize: program } = await programs('kustomize');
      writeKustomization(folder, template, size);
      return [{ program, args: ['build', '.'], folder, output: join(folder, OUTPUT) }];
    },
    written,
  };
}

/** Jsonnet, with a function that makes the objects of a namespace. */
export function jsonnet(template: Template): Contender {
  return {
    name: 'jsonnet',
    prepare: async (folder, size) => {
      const { jsonnet: program } = await programs('jsonnet');
      writeJsonnet(folder, parseAllDocuments(template('$ns')).map(each => each.toJS() as unknown), size);
      return [{ program, args: ['--yaml-stream', 'teams.jsonnet'], folder, output: join(folder, OUTPUT) }];
    },
    written,
  };
}

/** The analysis of Istio of one file with all objects. */
export function analyze(template: Template): Contender {
  return {
    name: 'istioctl analyze',
    prepare: async (folder, size) => {
      const { istioctl: program } = await programs('istioctl');
      writeManifests(join(folder, OUTPUT), template, size);
      return [{ program, args: ['analyze', '--use-kube=false', OUTPUT], folder }];
    },
  };
}
