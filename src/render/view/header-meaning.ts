import Bowser from 'bowser';
import type {Locale} from '../../locales/index.ts';

/** What a User-Agent says of itself, without the names that stand in it for compatibility. */
export interface UserAgent {
  readonly program: string;
  readonly version?: string;
  readonly system?: string;
  /** It names other browsers as well. */
  readonly namesOthers: boolean;
}

/** The meaning of a header line: what is known of its name, and for some what its value says. Empty when unknown. */
export function headerMeaning(name: string, value: string, locale: Locale): string {
  const lower = name.toLowerCase();
  const agent = lower === 'user-agent' ? readUserAgent(value) : undefined;
  return agent ? locale.exchange.userAgent(agent) : (locale.headers[lower] ?? '');
}

/** RFC 9110 §10.1.5: products, the most significant first; browsers begin with one that none of them is. */
export function readUserAgent(value: string): UserAgent | undefined {
  if (!value.startsWith('Mozilla/')) {
    const [, program, version] = /^([\w!#$%&'*+.^`|~-]+)\/([\w.+-]+)/.exec(value) ?? [];
    return program === undefined || version === undefined ? undefined : {program, version, namesOthers: false};
  }
  const {browser, os} = Bowser.parse(value);
  const [program, version] = namedProgram(value) ?? [browser.name, /^\d+/.exec(browser.version ?? '')?.[0]];
  if (!program || program === 'Mozilla') return undefined;
  const system =
    os.name === 'Windows' ? windows(/Windows (NT \d+\.\d+)/.exec(value)?.[1] ?? os.version ?? '') : os.name;
  return {
    program,
    ...(version === undefined ? {} : {version}),
    // Browsers no longer tell the true version of any other system.
    ...(system === undefined ? {} : {system}),
    namesOthers: true,
  };
}

/** What lists of browsers do not know, or know by the name that it hides behind. */
function namedProgram(value: string): readonly [name: string, version: string] | undefined {
  const shell = /\bWindowsPowerShell\/(\d+\.\d+)/.exec(value)?.[1];
  if (shell !== undefined) return ['Windows PowerShell', shell];
  // In its compatibility view it calls itself an older one, but not its engine.
  const engine = /\bTrident\/(\d+)/.exec(value)?.[1];
  return engine === undefined ? undefined : ['Internet Explorer', String(Number(engine) + 4)];
}

const WINDOWS: Readonly<Record<string, string>> = {
  'NT 5.1': 'Windows XP',
  'NT 6.0': 'Windows Vista',
  'NT 6.1': 'Windows 7',
  'NT 6.2': 'Windows 8',
  'NT 6.3': 'Windows 8.1',
  // Windows 11 says so too.
  'NT 10.0': 'Windows 10/11',
};

const windows = (version: string): string => WINDOWS[version] ?? 'Windows';
