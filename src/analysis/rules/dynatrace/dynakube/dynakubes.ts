import { append, groupBy } from '../../../base/group-by';
import { isRecord } from '../../../base/json';
import { ConvertedDynaKube, dynaKubeOf, DynaKubeSpec } from '../../../dynatrace/dynakube';
import { hasPublicRegistryFlag, isReadable, namesImage } from '../../../dynatrace/dynakube-state';
import { secretNamed } from '../../../dynatrace/secret';
import type { Violation } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';

/** A DynaKube among the objects. */
export interface KnownDynaKube extends ConvertedDynaKube {
  /** Its place in the list of objects. */
  readonly index: number;
}

/** What a platform token begins with. */
const PLATFORM_TOKEN = 'dt0s16';

/** The DynaKubes among the objects that the operator can read, by their namespace; it compares those of one namespace only. */
export function dynaKubesByNamespace(model: MeshModel): ReadonlyMap<string, readonly KnownDynaKube[]> {
  return model.once('dynakubes', () => {
    const groups = new Map<string, KnownDynaKube[]>();
    for (const [index, object] of model.objects.entries()) {
      const dynakube = isRecord(object) ? dynaKubeOf(object) : undefined;
      if (!dynakube || !isReadable(dynakube.spec)) { continue; }
      append(groups, dynakube.namespace, { ...dynakube, index });
    }
    return groups;
  });
}

/** Judges each DynaKube by itself, where what else there is in its namespace has a part in it. */
export function* eachDynaKube(model: MeshModel, check: (dynakube: KnownDynaKube) => Iterable<string>): Iterable<Violation> {
  for (const group of dynaKubesByNamespace(model).values()) {
    for (const dynakube of group) {
      for (const message of check(dynakube)) { yield { object: dynakube.index, message }; }
    }
  }
}

/**
 * Names each DynaKube that needs an image of a template and names none, although images do not come from the public registry.
 *
 * @param purpose what needs the image
 */
export function eachWithoutImage(
  model: MeshModel, template: keyof NonNullable<DynaKubeSpec['templates']>, purpose: string, needsImage: (spec: DynaKubeSpec) => boolean,
): Iterable<Violation> {
  return eachDynaKube(model, dynakube => {
    const { spec } = dynakube;
    return needsImage(spec) && !usesPublicRegistry(model, dynakube) && !namesImage(spec.templates?.[template]?.imageRef)
      ? [`'spec.templates.${template}.imageRef' must have a repository and a tag or digest with ${purpose}; name an image, or take images from the public registry (a feature flag, or a platform token)`]
      : [];
  });
}

/** Names each DynaKube that has something in common with another one of its namespace, by a key; one without a key has nothing of the kind. */
export function* eachShared(
  model: MeshModel,
  keyOf: (dynakube: KnownDynaKube) => string | undefined,
  describe: (key: string, other: KnownDynaKube) => string,
): Iterable<Violation> {
  for (const group of dynaKubesByNamespace(model).values()) {
    const having = group.filter(dynakube => keyOf(dynakube) !== undefined);
    for (const [key, sharing] of groupBy(having, dynakube => keyOf(dynakube) ?? '')) {
      for (const dynakube of sharing) {
        // Two of one name are one object that was changed.
        const other = sharing.find(({ name }) => name !== dynakube.name);
        if (other) { yield { object: dynakube.index, message: describe(key, other), related: other.index }; }
      }
    }
  }
}

/** Whether the token of a DynaKube is known to be a platform token, which only its Secret can tell. */
export function hasPlatformToken(model: MeshModel, { namespace, name, spec }: ConvertedDynaKube): boolean {
  const secret = secretNamed(model, namespace, spec.tokens || name);
  return secret instanceof Map && (secret.get('apiToken') ?? '').startsWith(PLATFORM_TOKEN);
}

/** Whether images come from the public registry, as far as the objects tell. */
export function usesPublicRegistry(model: MeshModel, dynakube: ConvertedDynaKube): boolean {
  return hasPublicRegistryFlag(dynakube.annotations) || hasPlatformToken(model, dynakube);
}
