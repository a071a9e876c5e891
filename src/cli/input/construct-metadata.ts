import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { recordOf, textOf } from '../../analysis/base/json';

type Resources = Readonly<Record<string, unknown>>;

/** What cdk8s wrote into `construct-metadata.json` beside files, with `recordConstructMetadata`: the paths of constructs by the names of their objects. */
export class ConstructMetadata {
  private readonly byPath = new Map<string, Resources>();

  /** The path of the construct that wrote an object of a file. */
  public constructOf(file: string, name: string | undefined): string | undefined {
    const resources = this.beside(file);
    return name !== undefined && Object.hasOwn(resources, name) ? textOf(recordOf(resources[name]).path) : undefined;
  }

  private beside(file: string): Resources {
    const path = join(dirname(file), 'construct-metadata.json');
    let resources = this.byPath.get(path);
    if (!resources) {
      resources = readMetadata(path);
      this.byPath.set(path, resources);
    }
    return resources;
  }
}

function readMetadata(path: string): Resources {
  try {
    return recordOf(recordOf(JSON.parse(readFileSync(path, 'utf8'))).resources);
  } catch {
    return {};
  }
}
