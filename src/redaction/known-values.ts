/** Values that are secret wherever they stand: a body or a URI may repeat a cookie. */
export interface KnownValues {
  /** `name` is that of the cookie. Short values are ordinary words, and left out. */
  add(value: string, name?: string): void;
  /** Asterisks instead of the values, as many as they have characters. */
  mask(text: string): string;
}

/** Values from this length on are masked by themselves. */
const ALONE = 8;
/** Shorter ones only behind the cookie's name; those that are shorter still are `1`, `en` and the like. */
const BEHIND_NAME = 4;

const ALPHANUMERIC = /[A-Za-z0-9]/;
/** `name=`, `"name": "`, `\"name\":\"` */
const NAME_BEFORE = /([^\s"'\\=:;,&?{}()<>]{1,100})\\*["']?\s{0,9}[:=]\s{0,9}\\*["']?$/;

export function knownValues(): KnownValues {
  const names = new Map<string, Set<string>>();
  /** By their first characters, so that a text is read once, however many values there are. */
  const byStart = new Map<string, string[]>();
  const addOne = (value: string, name: string | undefined): void => {
    if (value.length < (name === undefined ? ALONE : BEHIND_NAME)) return;
    const known = names.get(value);
    if (name !== undefined) names.set(value, (known ?? new Set()).add(name));
    else if (!known) names.set(value, new Set());
    if (known) return;
    const start = value.slice(0, BEHIND_NAME);
    const same = byStart.get(start);
    if (same) same.push(value);
    else byStart.set(start, [value]);
  };
  const knownAt = (text: string, at: number): string | undefined => {
    let longest = '';
    for (const value of byStart.get(text.slice(at, at + BEHIND_NAME)) ?? []) {
      if (value.length <= longest.length || !text.startsWith(value, at)) continue;
      if (ALPHANUMERIC.test(text[at + value.length] ?? '')) continue;
      const before = value.length < ALONE ? NAME_BEFORE.exec(text.slice(Math.max(0, at - 130), at))?.[1] : undefined;
      if (value.length >= ALONE || (before !== undefined && names.get(value)?.has(before))) longest = value;
    }
    return longest === '' ? undefined : longest;
  };
  return {
    add(value, name) {
      addOne(value, name);
      const decoded = percentDecoded(value);
      if (decoded !== value) addOne(decoded, name);
    },
    mask(text) {
      if (byStart.size === 0) return text;
      let masked = '';
      let from = 0;
      for (let at = 0; at < text.length; at++) {
        if (at > 0 && ALPHANUMERIC.test(text[at - 1] as string)) continue;
        const value = knownAt(text, at);
        if (value === undefined) continue;
        masked += text.slice(from, at) + '*'.repeat(value.length);
        from = at + value.length;
        at = from - 1;
      }
      return from === 0 ? text : masked + text.slice(from);
    },
  };
}

function percentDecoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
