import { Agent, request } from 'node:https';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';

/** How to connect to an API server. */
export interface ApiServerAccess {
  /** Such as `https://127.0.0.1:6443`. */
  readonly url: string;
  /** Certificate of the authority, as PEM. */
  readonly ca: string;
  readonly token: string;
}

/** The API server's error about a call that it refuses. */
export class ApiError extends Error {
  public constructor(public readonly status: number, message: string) { super(message); }
}

/** The resource of a kind. */
interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** A call to the API server, without the path. */
interface Call {
  readonly method: 'GET' | 'PATCH' | 'DELETE' | 'POST' | 'PUT';
  /** Text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly contentType?: string;
}

const FIELD_MANAGER = 'lab';
/** Applied before all others, in this order. */
const FIRST_KINDS = ['Namespace', 'CustomResourceDefinition'];

/** A client of a Kubernetes API server: server-side apply with strict validation, and what else tests need. */
export class KubernetesClient {
  private readonly agent: Agent;
  private readonly resources = new Map<string, Promise<readonly Resource[]>>();
  private readonly namespaces = new Set<string>();

  public constructor(private readonly access: ApiServerAccess) {
    this.agent = new Agent({ ca: access.ca, keepAlive: true, maxSockets: 8 });
  }

  /**
   * Applies objects as `kubectl apply --server-side --force-conflicts --validate=strict` does. Creates the Namespaces of the objects, which a
   * cluster would have.
   *
   * @returns the objects as the server stores them, in the order of the parameter
   * @throws ApiError if one is refused; the message names it
   */
  public async apply(objects: readonly KubernetesObject[]): Promise<KubernetesObject[]> {
    const applied = new Map<KubernetesObject, KubernetesObject>();
    for (const kind of FIRST_KINDS) {
      await Promise.all(objects.filter(object => object.kind === kind).map(async object => applied.set(object, await this.applyOne(object))));
    }
    const others = objects.filter(({ kind }) => !FIRST_KINDS.includes(kind));
    for (const namespace of new Set(others.map(({ metadata }) => metadata?.namespace))) { await this.ensureNamespace(namespace); }
    await Promise.all(others.map(async object => applied.set(object, await this.applyOne(object))));
    return objects.map(object => applied.get(object) as KubernetesObject);
  }

  /**
   * Applies one object by its YAML, byte by byte as it is in a file. The namespace must exist.
   *
   * @param dryRun whether the object is only validated, and not stored
   * @returns the object as the server stores it, or would store it
   * @throws ApiError if the object is refused; the message names it
   */
  public async applyYaml(object: KubernetesObject, yaml: string, dryRun = false): Promise<KubernetesObject> {
    try {
      return await this.call(`${await this.pathOf(object)}?fieldManager=${FIELD_MANAGER}&force=true&fieldValidation=Strict${dryRun ? '&dryRun=All' : ''}`, {
        method: 'PATCH', body: yaml, contentType: 'application/apply-patch+yaml',
      }) as KubernetesObject;
    } catch (error) {
      if (!(error instanceof ApiError)) { throw error; }
      const { namespace = '', name } = object.metadata ?? {};
      throw new ApiError(error.status, `the API server refuses ${object.kind} ${namespace}/${name}: ${error.message}`);
    }
  }

  /** Sets the status of an object that exists. */
  public async setStatus(object: KubernetesObject, status: object): Promise<void> {
    await this.call(`${await this.pathOf(object)}/status`, { method: 'PATCH', body: { status }, contentType: 'application/merge-patch+json' });
  }

  /** Deletes an object. An object that does not exist is not an error. */
  public async delete(object: KubernetesObject): Promise<void> {
    try {
      // Other ways of deleting would wait for the garbage collector, which doesn't run.
      await this.call(`${await this.pathOf(object)}?propagationPolicy=Background${object.kind === 'Pod' ? '&gracePeriodSeconds=0' : ''}`, { method: 'DELETE' });
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) { throw error; }
    }
  }

  /** The object with the same kind, namespace and name, as the server stores it; undefined if there is none. */
  public async read(object: KubernetesObject): Promise<KubernetesObject | undefined> {
    try {
      return await this.call(await this.pathOf(object), { method: 'GET' }) as KubernetesObject;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) { return undefined; }
      throw error;
    }
  }

  /** All objects of a kind, in all namespaces. */
  public async list(apiVersion: string, kind: string): Promise<KubernetesObject[]> {
    const { name } = await this.resourceOf(apiVersion, kind);
    const { items } = await this.call(`${groupPath(apiVersion)}/${name}`, { method: 'GET' }) as { items: KubernetesObject[] };
    // The items of a list leave out apiVersion and kind.
    return items.map(item => ({ ...item, apiVersion, kind }));
  }

  /**
   * Calls the API server.
   *
   * @param path with the query, such as `/readyz`
   * @returns the answer, parsed if it is JSON
   * @throws ApiError if the status of the answer is 400 or more
   */
  public call(path: string, { method, body, contentType = 'application/json' }: Call): Promise<unknown> {
    const { url, token } = this.access;
    return new Promise((resolve, reject) => {
      const headers = { 'Authorization': `Bearer ${token}`, 'Content-Type': contentType };
      const sent = request(`${url}${path}`, { method, agent: this.agent, headers });
      sent.on('error', reject);
      sent.on('response', response => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => { text += part; }).on('error', reject).on('end', () => {
          const isJson = (response.headers['content-type'] ?? '').startsWith('application/json');
          const answer: unknown = isJson ? JSON.parse(text) : text;
          const { statusCode = 500 } = response;
          if (statusCode < 400) {
            resolve(answer);
          } else {
            reject(new ApiError(statusCode, (isJson ? (answer as Error).message : text) || String(statusCode)));
          }
        });
      });
      sent.end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body));
    });
  }

  private applyOne(object: KubernetesObject): Promise<KubernetesObject> {
    // JSON is also YAML, as the content type requires.
    return this.applyYaml(object, JSON.stringify(object));
  }

  private async ensureNamespace(name: string | undefined): Promise<void> {
    if (name === undefined || this.namespaces.has(name)) { return; }
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
    if (!await this.read(namespace)) { await this.applyOne(namespace); }
    this.namespaces.add(name);
  }

  private async pathOf({ apiVersion, kind, metadata = {} }: KubernetesObject): Promise<string> {
    const { name, namespaced } = await this.resourceOf(apiVersion, kind);
    const namespace = namespaced ? `/namespaces/${metadata.namespace ?? 'default'}` : '';
    return `${groupPath(apiVersion)}${namespace}/${name}/${metadata.name}`;
  }

  private async resourceOf(apiVersion: string, kind: string): Promise<Resource> {
    const find = async (): Promise<Resource | undefined> => (await this.resourcesOf(apiVersion)).find(resource => resource.kind === kind);
    let resource = await find();
    if (!resource) {
      // A CustomResourceDefinition may have been added since.
      this.resources.delete(apiVersion);
      resource = await find();
    }
    if (!resource) { throw new ApiError(404, `the API server knows no kind ${kind} in ${apiVersion}`); }
    return resource;
  }

  private resourcesOf(apiVersion: string): Promise<readonly Resource[]> {
    let resources = this.resources.get(apiVersion);
    if (!resources) {
      resources = this.call(groupPath(apiVersion), { method: 'GET' }).then(
        // Subresources have a slash in their names.
        answer => (answer as { resources: Resource[] }).resources.filter(({ name }) => !name.includes('/')),
        (error: unknown) => {
          if (error instanceof ApiError && error.status === 404) { return []; }
          throw error;
        },
      );
      this.resources.set(apiVersion, resources);
    }
    return resources;
  }
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
