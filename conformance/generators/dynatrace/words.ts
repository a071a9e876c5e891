import { pick, scribble, weighted } from '../base/shapes';

// Values that the operator's rules check: accepted, refused, and borderline. There are few of each, so that objects share them.

const LONG_LABEL = 'a'.repeat(63);
const DIGEST = `sha256:${'0'.repeat(64)}`;

/** Valid values of `apiUrl`. */
export const API_URL = pick([
  [6, 'https://abc12345.live.dynatrace.com/api'], [2, 'https://def67890.live.dynatrace.com/api'], [2, 'https://abc12345.apps.dynatrace.com'], [1, 'https://abc12345.apps.dynatrace.com/api'],
  [1, 'https://managed.example.com/e/1a2b3c/api'], [1, 'https://ABC12345.live.dynatrace.com/api'], [1, 'https://abc12345.live.dynatrace.com:443/api'],
]);

/** Values of `apiUrl`, valid or not. */
export const ANY_API_URL = weighted(
  [4, API_URL],
  [8, pick([
    [1, ''], [1, 'https://ENVIRONMENTID.live.dynatrace.com/api'], [1, 'https://abc12345.live.dynatrace.com'], [1, 'https://abc12345.live.dynatrace.com/API'], [1, '//host/api'], [1, 'https://.a/api'],
    [1, 'https://a/x?y=/api'], [1, 'https://a#/api'], [1, 'https://host:/api'], [1, 'https://host<x/api'], [1, 'https:host/api'], [1, 'https://host/api#'], [1, 'https://a b/api'], [1, '/api'], [1, 'api'],
    [1, 'https:///api'], [1, 'https://./api'], [1, 'https://host:x/api'], [1, 'ftp://host/api'], [1, 'http://host/api'], [1, 'https://abc.APPS.dynatrace.com'], [1, 'https://a.apps.b.apps.c'],
    [1, 'https://[::1]/api'], [1, 'https://[::1].apps./api'], [1, 'https://[::1%25.apps.]/x'], [1, 'https://10.0.0.1/api'], [1, 'https://user:pw@host/api'], [1, 'https://host/%zz/api'], [1, 'https://h%41/api'],
    [1, `https://${'a'.repeat(112)}.example/api`], [1, `https://${'a'.repeat(108)}.live/api`], [1, `https://${'a'.repeat(111)}.x/api`], [1, `https://${'ä'.repeat(116)}/api`], [1, 'https://host/api\n'], [1, 'https://host\t/api'],
    [1, 'https://a:b:443/api'], [1, 'https://.apps./x'], [1, ':apps/api'], [1, 'https://host:99999999999/api'],
  ])],
  [2, scribble('htps:/?#@[].a%1', 14).map(text => `https://${text}/api`)],
  [1, scribble('https:/api?#.', 12)],
);

/** URLs of a proxy. The passwords are made up. */
export const PROXY_URL = weighted(
  [10, pick([
    [4, 'http://proxy.example.com:3128'], [1, ''], [1, 'proxy.example.com:3128'], [1, 'proxy'], [1, 'http://user:pw@proxy:3128'], [1, 'http://user:p%20w@proxy'], [1, 'http://user:p%26@proxy'],
    [1, 'http://u:p+w@proxy'], [1, 'http://u:p=w@proxy'], [1, 'http://u:p,w@proxy'], [1, 'http://u:%C3%A4@proxy'], [1, 'http://u:p\'w@proxy'], [1, 'http://u:p%5Cw@proxy'], [1, 'http://u:p!w@proxy'],
    [1, 'http://u:p%25w@proxy'], [1, 'http://u:p"w@proxy'], [1, 'http://u:p#w@proxy'], [1, 'http://u:@proxy'], [1, 'http://a%26b:pw@proxy'], [1, 'http://proxy:x'], [1, 'http://pro xy'],
    [1, 'http://proxy\n'], [1, '://'], [1, 'socks5://proxy:1080'], [1, 'http://u:p%7Fw@proxy'], [1, 'http://u:p%7Ew@proxy'], [1, 'http://u:p;w@proxy'], [1, 'http://u:p$w@proxy'], [1, 'http://%zz@proxy'],
  ])],
  [3, scribble('aZ09!"#$%&\'()*+,-./:;<=>?@[]^_`{|}~ ', 4).map(text => `http://u:${text}@proxy`)],
);

/** References of images. */
export const IMAGE = weighted(
  [5, pick([[4, 'registry.example/dynatrace/oneagent:1.0'], [1, 'ab'], [1, `registry.example/x/y@${DIGEST}`]])],
  [6, pick([
    [1, 'a'], [1, 'localhost/x'], [1, '/repo'], [1, 'repo/'], [1, 'a//b'], [1, '-x:1'], [1, ''], [1, ' ab'], [1, 'AB'], [1, 'ab:'], [1, 'ab:-x'], [1, `ab:${'x'.repeat(128)}`], [1, `ab:${'x'.repeat(129)}`],
    [1, 'https://registry.example/ab'], [1, 'oci://ab/cd'], [1, 'https://registry.example:443/ab'], [1, `ab@${DIGEST}`], [1, `ab:1@${DIGEST}`], [1, 'ab@sha256:0'], [1, `ab@${DIGEST}@${DIGEST}`], [1, `ab@sha512:${'0'.repeat(128)}`],
    [1, 'REGISTRY.example/ab'], [1, 'reg_istry.example/ab'], [1, 'registry:port/ab'], [1, 'registry:5000/ab'], [1, 'registry:5000/ab:1'], [1, 'user@registry.example/ab'], [1, 'abc12345.live.dynatrace.com/linux/oneagent:1'],
    [1, `registry.example/${'a'.repeat(255)}`], [1, `registry.example/${'a'.repeat(256)}`], [1, '[::1]/ab'], [1, '[::1]:5000/ab'], [1, 'a.b'], [1, 'a.b/c'], [1, '.a/bc'], [1, ':1/ab'], [1, 'ab:1:2'], [1, 'ä/bc'], [1, 'ä.b/cd'],
  ])],
  [2, scribble('aB1-._:/@[]', 10)],
);

/** Keys and values of labels, selectors and attributes. */
export const KEY = weighted(
  [6, pick([[3, 'app'], [2, 'example.com/app'], [1, 'k8s.cluster.name']])],
  [4, pick([
    [1, ''], [1, '/a'], [1, 'a/'], [1, 'a/b/c'], [1, '-a'], [1, 'a-'], [1, '.a.'], [1, 'A_b'], [1, 'Example.com/a'], [1, 'a b'], [1, LONG_LABEL], [1, `${LONG_LABEL}a`], [1, `example.com/${LONG_LABEL}`],
    [1, `${'a'.repeat(63)}.${'b'.repeat(63)}/a`], [1, `${'a'.repeat(254)}/a`], [1, 'ä'], [1, '😀a'], [1, '_'], [1, 'a/b'], [1, 'a_b'], [1, 'a.b/c'], [1, 'dt.security_context'], [1, 'constructor'], [1, '__proto__'],
  ])],
  [1, scribble('aB1-._/ ä', 5)],
);
export const VALUE = weighted(
  [6, pick([[3, 'web'], [1, ''], [1, '1.0']])],
  [3, pick([[1, LONG_LABEL], [1, `${LONG_LABEL}a`], [1, '-a'], [1, 'a-'], [1, 'a b'], [1, 'a/b'], [1, 'ä'], [1, 'A_b.c-d']])],
  [1, scribble('aB1-._/ ', 4)],
);

/** Texts with and without control characters. */
export const PLAIN_TEXT = pick([[3, 'text'], [1, ''], [1, 'a b'], [1, 'a\nb'], [1, 'a\tb'], [1, 'a\rb'], [1, 'a\0b'], [1, 'a\u000bb'], [1, 'a\u007fb'], [1, 'a\\nb'], [1, 'ä']]);

/** Arguments of OneAgent. */
export const ARGUMENT = weighted(
  [9, pick([
    [2, '--set-host-property=a=b'], [1, '--set-host-property=c'], [1, '--set-host-tag=a'], [1, '--set-host-tag=b'], [1, '--set-host-tag'], [2, '--set-host-group=g'], [1, '--set-host-group='], [1, '--set-host-group'],
    [1, '--set-host-group h'], [1, '--set-host-id-source=auto'], [1, '--set-host-id-source auto'], [1, '--set-host-id-source'], [1, '--a=1'], [1, '--a=2'], [1, '--a'], [1, '--A=1'], [1, '--a x'], [1, ''], [1, '='], [1, 'a\nb'],
    [1, '--set-host-tag=a=b'], [1, '--SET-HOST-TAG=a'],
  ])],
  [1, scribble('-=a ', 5)],
);

/** Names of environment variables that the operator checks. A name may occur twice. */
export const ENV_NAME = pick([
  [3, 'ONEAGENT_ENABLE_VOLUME_STORAGE'], [2, 'ONEAGENT_INSTALLER_SCRIPT_URL'], [2, 'ONEAGENT_INSTALLER_TOKEN'], [2, 'ENV'], [1, 'oneagent_installer_token'], [1, ''],
]);
export const ENV_VALUE = pick([[3, 'true'], [1, 'True'], [1, ''], [1, 'false'], [1, ' true']]);

/** Versions of OneAgent. */
export const VERSION = weighted(
  [6, pick([
    [3, '1.301.30.20240101-000000'], [1, '1.0.0.20240101-000000'], [1, '01.0.0.20240101-000000'], [1, '1.0.0-20240101-000000'], [1, '1.0.0+20240101-000000'], [1, '1.0.1120240101-100000'], [1, '1.0.0.99999999-999999'],
    [1, '1.0.0'], [1, ''], [1, 'latest'], [1, '1.0.0.20240101-000000 '], [1, '1.0.0.2024010-000000'], [1, '1.00.0.20240101-000000'], [1, '1.0.0.20240101-0000000'], [1, 'v1.0.0.20240101-000000'], [1, '1.0.0.20240101-000000\n'],
  ])],
  [1, scribble('01.-', 6).map(text => `1.${text}0.0.20240101-000000`)],
);

/** Mount paths of volumes. */
export const MOUNT_PATH = weighted(
  [6, pick([
    [3, '/data'], [1, '/tmp'], [1, '/tmp/x'], [1, '/tmp/../x'], [1, '//tmp'], [1, '/tmp/..foo'], [1, '/tmpx'], [1, '/'], [1, '/var'], [1, '/var/ssl-certs'], [1, '/var/ssl-certs/user'], [1, '/var/ssl-certs/user/x'],
    [1, '/var/ssl-certs/dynatrace'], [1, '/var/run/dynatrace/executor'], [1, '/var/run/dynatrace/executor/token'], [1, '/var/run/dynatrace'], [1, 'data'], [1, ''], [1, './x'], [1, '/var/ssl-certs/'], [1, '/..'], [1, '/var/ssl-certs/../x'],
  ])],
  [1, scribble('/.tmpx', 7)],
);

/** Host paths for KSPM. */
export const HOST_PATH = pick([[3, '/boot'], [2, '/etc'], [2, '/'], [1, '//'], [1, 'etc'], [1, ''], [1, ' /'], [1, '/./'], [1, './']]);

/** Names of Services. */
export const SERVICE_NAME = weighted(
  [8, pick([
    [3, 'ingest'], [1, 'other-telemetry-ingest'], [1, 'dk-telemetry-ingest'], [1, 'dk2-telemetry-ingest'], [1, 'x-extension-controller'], [1, 'x-activegate'], [1, 'x-webhook'], [1, 'webhook'], [1, '-webhook'], [1, LONG_LABEL],
    [1, `${LONG_LABEL}a`], [1, '1a'], [1, 'a.b'], [1, 'A'], [1, ''], [1, 'a-'], [1, 'x-webhook-y'],
  ])],
  [1, scribble('aB1-._', 5)],
);

/** Names of DynaKubes. */
export const DYNAKUBE_NAME = weighted(
  [6, pick([[4, 'dk'], [2, 'dk2'], [1, 'dk3']])],
  [2, pick([31, 32, 35, 36, 37, 38, 40, 41].map(length => [1, 'a'.repeat(length)] as const))],
  [1, pick([[1, '1a'], [1, 'a.b'], [1, 'a-1']])],
);

/** Values of flags that are true or false. */
export const SWITCH = pick([[4, 'true'], [3, 'false'], [1, ''], [1, 'True'], [1, 'FALSE'], [1, 'tRUE'], [1, '1'], [1, '0'], [1, 'yes'], [1, ' true'], [1, 't'], [1, 'F']]);

/** Lists of patterns of namespaces. */
export const IGNORED_NAMESPACES = pick([[2, '["^shop$"]'], [1, '[]'], [1, 'null'], [1, ''], [1, 'shop'], [1, '["sho", "x"]'], [1, '["("]'], [1, '[1]'], [1, '{"a":1}'], [1, '["^kube-.*"]'], [1, '[".*"]']]);

/** Hosts of the API of EdgeConnect. */
export const API_SERVER = weighted(
  [4, pick([[4, 'abc12345.apps.dynatrace.com'], [1, 'abc.dev.apps.dynatracelabs.com'], [1, 'abc.sprint.apps.dynatracelabs.com']])],
  [7, pick([
    [1, ''], [1, 'https://abc12345.apps.dynatrace.com'], [1, 'abc12345.apps.dynatrace.com:443'], [1, 'abc12345.apps.dynatrace.com/'], [1, 'abc12345.apps.dynatrace.com/api'], [1, 'abc12345.APPS.dynatrace.com'],
    [1, '.apps.dynatrace.com'], [1, '..apps.dynatrace.com'], [1, '*.apps.dynatrace.com'], [1, '<tenant>.apps.dynatrace.com'], [1, 'ENVIRONMENTID.apps.dynatrace.com'], [1, 'abc.live.dynatrace.com'], [1, 'apps.dynatrace.com'],
    [1, 'abc.apps.dynatrace.com?x'], [1, 'abc.apps.dynatrace.com#x'], [1, 'u@abc.apps.dynatrace.com'], [1, '//abc.apps.dynatrace.com'], [1, 'a b.apps.dynatrace.com'], [1, 'abc.apps.dynatrace.com '], [1, 'a%.apps.dynatrace.com'],
    [1, 'a%41.apps.dynatrace.com'], [1, 'abc.apps.dynatrace.com\n'], [1, '[::1].apps.dynatrace.com'], [1, 'a/b.apps.dynatrace.com'], [1, 'x:abc.apps.dynatrace.com'], [1, '/abc.apps.dynatrace.com'], [1, 'abc.apps.dynatrace.com.'],
  ])],
  [1, scribble('a.:/?#@[]% ', 6).map(text => `${text}.apps.dynatrace.com`)],
);

/** URLs of the single sign-on. */
export const SSO_URL = weighted(
  [4, pick([[4, 'https://sso.dynatrace.com/sso/oauth2/token'], [1, 'https://sso-dev.dynatracelabs.com/sso/oauth2/token'], [1, 'https://sso.sprint.dynatracelabs.com/x']])],
  [7, pick([
    [1, ''], [1, 'http://sso.dynatrace.com'], [1, 'HTTPS://sso.dynatrace.com'], [1, 'https://SSO.dynatrace.com'], [1, 'https://sso.dynatrace.com:443'], [1, 'https://sso.dynatrace.com:'], [1, 'https://user@sso.dynatrace.com'],
    [1, 'sso.dynatrace.com'], [1, '//sso.dynatrace.com'], [1, 'https://sso.sample.com'], [1, 'https:sso.dynatrace.com'], [1, 'https://sso.dynatrace.com.'], [1, 'https://sso.dynatrace.com?x'], [1, 'https://sso.dynatrace.com#x'],
    [1, 'https://sso.dynatrace.com/%zz'], [1, 'https://sso .dynatrace.com'], [1, ' https://sso.dynatrace.com'], [1, 'https://sso.dynatrace.com\n'], [1, 'https://s%73o.dynatrace.com'],
  ])],
  [1, scribble('htps:/.@%', 10)],
);
