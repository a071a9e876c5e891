import type { Place, PodPlaces } from './pod-places';
import { readLines } from './read-lines';
import { LogEntry, parseLogLine } from '../../analysis/logging/log-entry';
import { clientAddress, loggedConnection, LoggedDestination } from '../../analysis/logging/logged-destination';
import type { MeshWorkload } from '../../analysis/model/workload';
import type { WantedDestination } from '../../analysis/suggest/wanted';
import { UsageError } from '../base/usage-error';

/** More than any namespace needs. Random names, as those of a scanner, would fill the memory. */
const MAX_DESTINATIONS = 5000;

/** A port that has both is declared for TLS: a host with a port for TLS can't have it for plain text too. */
const RANKS = { https: 0, http: 1, tcp: 2 } as const;

/** A destination that nothing declares, and who connected to it how often. */
export interface CollectedDestination {
  readonly namespace: string;
  /** Undefined if it can be any workload of the namespace. */
  readonly workload?: MeshWorkload;
  readonly destination: WantedDestination;
  readonly connections: number;
}

/** What logs have. */
export interface Collected {
  /** Sorted by namespace, workload and destination. */
  readonly destinations: readonly CollectedDestination[];
  readonly lines: number;
  /** Lines in a known format. */
  readonly entries: number;
  /** Entries about connections to services that objects declared when the log was written. */
  readonly declared: number;
  /** Entries about destinations that nothing declares, of which nothing tells the namespace. */
  readonly unplaced: number;
}

interface Counted {
  readonly place: Place;
  readonly logged: LoggedDestination;
  connections: number;
  isHttp2: boolean;
  /** Whether it may be a connection to the pod itself. */
  readonly isDoubtful: boolean;
}

/**
 * Collects the destinations in access logs that nothing declares.
 *
 * @throws UnreadableFile if a log can't be read; UsageError if it has too many destinations
 */
export function collectDestinations(files: readonly string[], places: PodPlaces): Collected {
  const collector = new Collector(places);
  for (const file of files) {
    for (const line of readLines(file)) { collector.add(line); }
  }
  return collector.result();
}

class Collector {
  private readonly counted = new Map<string, Counted>();
  /** Addresses of the pods that wrote the logs. */
  private readonly own = new Set<string>();
  private lines = 0;
  private entries = 0;
  private declared = 0;
  private unplaced = 0;

  public constructor(private readonly places: PodPlaces) {}

  public add(line: string): void {
    if (line.trim() === '') { return; }
    this.lines++;
    const entry = parseLogLine(line);
    const logged = entry && loggedConnection(entry);
    if (!logged) { return; }
    this.entries++;
    if (!entry.cluster?.startsWith('inbound') && logged.kind !== 'refused') { this.addOwn(entry); }
    if (logged.kind === 'declared' && entry.cluster?.startsWith('outbound') === true) { this.declared++; }
    if (logged.kind !== 'declared') { this.count(entry, logged.destination, logged.kind === 'refused'); }
  }

  public result(): Collected {
    const { lines, entries, declared, unplaced } = this;
    const kept = [...this.counted].filter(([, { isDoubtful, logged }]) => !isDoubtful || !this.own.has(logged.address))
      .sort(([a], [b]) => a < b ? -1 : 1);
    return { destinations: kept.map(([, each]) => destinationOf(each)), lines, entries, declared, unplaced };
  }

  private addOwn(entry: LogEntry): void {
    const address = clientAddress(entry);
    if (address !== undefined && this.own.size < MAX_DESTINATIONS) { this.own.add(address); }
  }

  private count(entry: LogEntry, logged: LoggedDestination, isDoubtful: boolean): void {
    const place = this.places.placeOf(entry);
    if (!place) { this.unplaced++; return; }
    const { protocol, host, address, port, isHttp2 } = logged;
    const key = [place.namespace, place.workload?.ref.kind, place.workload?.ref.name, host ?? address, String(port).padStart(5, '0'), RANKS[protocol]].join('\n');
    const known = this.counted.get(key);
    if (known) {
      known.connections++;
      known.isHttp2 &&= isHttp2;
    } else {
      if (this.counted.size === MAX_DESTINATIONS) {
        throw new UsageError(`the logs have more than ${MAX_DESTINATIONS} different destinations; pass those of fewer pods, or of a shorter time`);
      }
      this.counted.set(key, { place, logged, connections: 1, isHttp2, isDoubtful });
    }
  }
}

function destinationOf({ place, logged: { protocol, host, address, port }, connections, isHttp2 }: Counted): CollectedDestination {
  const destination = { protocol, port, isHttp2, ...host === undefined ? { address } : { host } };
  return { ...place, destination, connections };
}
