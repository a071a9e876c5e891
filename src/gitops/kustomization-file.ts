import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { App, Yaml } from 'cdk8s';
import { quote } from '../analysis/base/quote';
import { checkCall } from '../core/signatures/check-call';

const FILE = 'kustomization.yaml';

/** A `kustomization.yaml` that lists the output of an app. */
export class KustomizationFile {
  /**
   * Writes `kustomization.yaml` beside the output folder of an app, or into another folder above it. It lists all manifests in the output folder, sorted.
   *
   * Call it after `app.synth()`. It is not written automatically, because it changes what other tools do with the folder: Flux applies
   * only what the file lists, and Argo CD runs kustomize unless the Application sets `directory`, as `ArgoCdApplication` does by default.
   *
   * @param app the app, after its synth
   * @param folder the folder of the file, relative to the working directory, or absolute; by default, the folder that the output folder is in
   * @returns the path of the file
   * @throws if the output folder has no manifest, or is not below the folder, or if the file would replace a manifest
   */
  public static write(app: App, folder?: string): string {
    checkCall('KustomizationFile.write', [app, folder]);
    const output = resolve(app.outdir);
    const place = resolve(folder ?? dirname(output));
    const path = relative(place, output);
    if (path.startsWith('..') || resolve(place, path) !== output) {
      throw new Error(`'folder' must be the output folder ${quote(app.outdir)} of the app or a folder above it, because kustomize reads no files above its own folder, got ${quote(folder)}`);
    }
    const written = join(place, FILE);
    // With the extension ".yaml", the file of a former run has the name of a manifest.
    const files = filesIn(output, app.outputFileExtension).filter(file => basename(file) !== FILE || !isOfKustomize(join(output, file)));
    if (files.length === 0) { throw new Error(`the output folder ${quote(app.outdir)} has no manifests; call app.synth() before KustomizationFile.write()`); }
    const resources = files.map(file => join(path, file).split(sep).join('/')).sort();
    if (place === output && files.includes(FILE)) { throw new Error(`the output folder ${quote(app.outdir)} has a manifest ${quote(FILE)}, which the file would replace; rename its chart, or pass a folder above it`); }
    mkdirSync(place, { recursive: true });
    writeFileSync(written, Yaml.stringify({ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources }));
    return written;
  }

  private constructor() {}
}

/** Whether a file is for kustomize. A chart can have the same file name. */
function isOfKustomize(path: string): boolean {
  return /^apiVersion: kustomize\.config\.k8s\.io\//m.test(readFileSync(path, 'utf8'));
}

/** The manifests at or below a folder, relative to it. */
function filesIn(root: string, extension: string, folder = ''): string[] {
  const place = join(root, folder);
  if (!existsSync(place)) { return []; }
  return readdirSync(place, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) { return filesIn(root, extension, path); }
    return entry.isFile() && entry.name.endsWith(extension) ? [path] : [];
  });
}
