import { Command, InvalidArgumentError } from 'commander';
import type { ConnectionAnswer } from '../../analysis/dynatrace/connection-answer';
import { compareConnections, connectionFileText } from '../../analysis/dynatrace/connection-file';
import { DEFAULT_NETWORK_ZONE, isNetworkZone, NETWORK_ZONE_FORM } from '../../analysis/dynatrace/network-zone';
import { endpointsJson, endpointsText, ReportedEndpoints } from '../../report/endpoints';
import type { Console } from '../base/console';
import { ExitCode } from '../base/exit-code';
import { choice } from '../base/options';
import { replaceFiles } from '../base/output';
import { UsageError } from '../base/usage-error';
import { readToken, TOKEN_VARIABLE } from '../dynatrace/api-token';
import { askForEndpoints, Component } from '../dynatrace/connection-api';
import { apiUrlOf } from '../dynatrace/environment-url';
import { HttpClient, seconds } from '../dynatrace/http-client';
import { proxyFor } from '../dynatrace/proxy';
import { readSavedFile, SavedFile } from '../dynatrace/saved-file';
import { trustedAuthorities } from '../dynatrace/trusted-authorities';

const ONLY = ['oneagent', 'activegate'] as const;

/** The most time of one attempt. */
const ATTEMPT_SECONDS = 15;

interface EndpointsOptions {
  readonly environment: string;
  readonly tokenFile?: string;
  readonly networkZone?: string;
  readonly defaultZoneFallback: boolean;
  readonly file: string;
  readonly activeGateFile: string;
  readonly only?: typeof ONLY[number];
  readonly proxy?: string;
  readonly caFile?: string;
  readonly timeout: number;
  readonly retries: number;
  readonly format: 'text' | 'json';
}

/** `endpoints pull` and `endpoints diff`: files with the hosts that OneAgent and ActiveGate connect to, and the environment that has them. */
export function addEndpoints(program: Command, console: Console, end: (code: ExitCode) => void): void {
  const command = program.command('endpoints').description('save the hosts that OneAgent and ActiveGate connect to, and find out whether they have changed')
    .helpCommand(false)
    .addHelpText('after', `
Examples:
  $ cdk8s-istio-oneagent endpoints pull --environment https://abc12345.live.dynatrace.com --token-file token.txt
  $ cdk8s-istio-oneagent endpoints diff --environment https://abc12345.live.dynatrace.com --token-file token.txt`);
  addApiOptions(command.command('pull').description('ask the Dynatrace API for the hosts, write them to files without any token, and show what came and went'))
    .addHelpText('after', `
${TOKEN_HELP}

Examples:
  $ cdk8s-istio-oneagent endpoints pull --environment https://abc12345.live.dynatrace.com --token-file token.txt
  $ cdk8s-istio-oneagent endpoints pull --environment https://dynatrace.example.com/e/1a2b3c --network-zone cluster-a --only oneagent --ca-file ca.pem`)
    .action(async (options: EndpointsOptions) => {
      const found = await compare(options, console);
      const stale = found.filter(({ saved, text }) => saved?.text !== text);
      replaceFiles(stale.map(({ report, text }) => ({ path: report.file, text })), 'pass another file to --file and --active-gate-file');
      show(found.map(({ report, saved, text }) => ({ ...report, written: saved?.text !== text })), options, console);
      end(ExitCode.OK);
    });
  addApiOptions(command.command('diff').description('ask the Dynatrace API for the hosts, and show how the files differ from them'))
    .addHelpText('after', `
${TOKEN_HELP}

Exit codes: 0 the files are as the environment, 1 they differ, 2 wrong usage, no usable file, or no usable answer

Examples:
  $ cdk8s-istio-oneagent endpoints diff --environment https://abc12345.live.dynatrace.com --token-file token.txt
  $ cdk8s-istio-oneagent endpoints diff --environment https://abc12345.live.dynatrace.com --only oneagent --format json`)
    .action(async (options: EndpointsOptions) => {
      for (const { file } of filesOf(options)) {
        if (readSavedFile(file) === undefined) { throw new UsageError(`there is no file "${file}" to compare: run cdk8s-istio-oneagent endpoints pull first`); }
      }
      const found = await compare(options, console);
      show(found.map(({ report }) => report), options, console);
      end(found.some(({ report }) => report.added.length + report.removed.length > 0) ? ExitCode.FINDINGS : ExitCode.OK);
    });
}

const TOKEN_HELP = `The token is an access token with the scope InstallerDownload. It is in the file of --token-file ("-" for standard input), otherwise in the environment
variable ${TOKEN_VARIABLE}, and never an argument. Proxies are those of HTTPS_PROXY and NO_PROXY, unless --proxy has one.`;

function addApiOptions(command: Command): Command {
  return command
    .requiredOption('--environment <url>', 'the environment: https://abc12345.live.dynatrace.com, or https://dynatrace.example.com/e/<environment id>')
    .option('--token-file <file>', `file with the access token (default: the environment variable ${TOKEN_VARIABLE})`)
    .option('--network-zone <zone>', 'the network zone of the DynaKube, on which the hosts depend; it is written into the files', networkZone)
    .option('--no-default-zone-fallback', 'fail if there is no such network zone (default: the hosts of the default zone, as the operator gets them)')
    .option('--file <file>', 'file with the hosts of OneAgent', 'connection-info.json')
    .option('--active-gate-file <file>', 'file with the hosts of ActiveGate', 'active-gate-connection-info.json')
    .addOption(choice('--only <component>', 'ask for the hosts of one component (default: both)', ONLY))
    .option('--proxy <url>', 'HTTP proxy without a password (default: that of HTTPS_PROXY)')
    .option('--ca-file <file>', 'PEM file with more certificate authorities to trust')
    .option('--timeout <seconds>', `the most time for each list with all attempts; an attempt has ${ATTEMPT_SECONDS} at most`, wholeNumber(1, 3600), 60)
    .option('--retries <number>', 'how many times to try again if the API is busy or the connection fails', wholeNumber(0, 20), 4)
    .addOption(choice('-f, --format <format>', 'form of what came and went', ['text', 'json'], 'text'));
}

/** A parser of names of network zones. For a name that no zone can have, the API would answer for the default zone. */
function networkZone(text: string): string {
  if (!isNetworkZone(text)) { throw new InvalidArgumentError(`It must be ${NETWORK_ZONE_FORM}.`); }
  return text;
}

/** A parser of numbers in a range. */
function wholeNumber(least: number, most: number): (text: string) => number {
  return text => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (!(number >= least && number <= most)) { throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`); }
    return number;
  };
}

/** The files to write or to compare. */
function filesOf({ file, activeGateFile, only }: EndpointsOptions): { readonly component: Component; readonly file: string }[] {
  if (only === undefined && file === activeGateFile) { throw new UsageError('--file and --active-gate-file must be two files'); }
  return [
    ...only === 'activegate' ? [] : [{ component: 'OneAgent' as const, file }],
    ...only === 'oneagent' ? [] : [{ component: 'ActiveGate' as const, file: activeGateFile }],
  ];
}

/** A file, and what the environment has now. */
interface Compared {
  readonly saved: SavedFile | undefined;
  /** What the file is to have. */
  readonly text: string;
  readonly report: ReportedEndpoints;
}

/** Compares all files. Everything is asked for before anything is written. */
async function compare(options: EndpointsOptions, console: Console): Promise<Compared[]> {
  if (options.networkZone === undefined && !options.defaultZoneFallback) { throw new UsageError('--no-default-zone-fallback needs --network-zone'); }
  const apiUrl = apiUrlOf(options.environment);
  const token = readToken(options.tokenFile);
  const savedFiles = filesOf(options).map(({ component, file }) => ({ component, file, saved: readSavedFile(file) }));
  const proxy = proxyFor(apiUrl, options.proxy, process.env);
  const client = new HttpClient({
    ...proxy === undefined ? {} : { proxy },
    ...options.caFile === undefined ? {} : { authorities: trustedAuthorities(options.caFile) },
    attempts: options.retries + 1,
    attemptMs: ATTEMPT_SECONDS * 1000,
    totalMs: options.timeout * 1000,
    onRetry: (reason, waitMs) => console.err(`note: the Dynatrace API gave no list: ${reason}; trying again in ${seconds(waitMs)}\n`),
  });
  const api = { client, apiUrl, token, networkZone: options.networkZone, defaultZoneFallback: options.defaultZoneFallback };
  const compared: Compared[] = [];
  for (const { component, file, saved } of savedFiles) {
    const answer = await askForEndpoints(api, component);
    const { tenant, networkZone: zone } = answer;
    const report = {
      file,
      component,
      ...tenant === undefined ? {} : { environment: tenant },
      ...zone === undefined ? {} : { networkZone: zone },
      ...compareConnections(saved?.answer, answer),
      written: false,
      notes: notesOf(saved, answer),
    };
    compared.push({ saved, text: connectionFileText(answer), report });
  }
  return compared;
}

/** What people should know about a file. */
function notesOf(saved: SavedFile | undefined, { tenant: environment, networkZone: asked = DEFAULT_NETWORK_ZONE }: ConnectionAnswer): string[] {
  const before = saved?.answer.tenant;
  const zone = saved?.answer.networkZone;
  return [
    ...before !== undefined && environment !== undefined && before !== environment ? [`the file has the hosts of another environment, ${before}`] : [],
    ...zone !== undefined && zone !== asked ? [`the file has the hosts of another network zone, ${zone}: pass --network-zone ${zone}, or name another file`] : [],
    ...saved?.hasToken ? ['the file has the tenant token of the environment, which "endpoints pull" removes; if it is in Git, rotate the token'] : [],
  ];
}

function show(files: readonly ReportedEndpoints[], { format }: EndpointsOptions, console: Console): void {
  console.out(format === 'json' ? endpointsJson(files) : endpointsText(files, { color: console.color }));
}
