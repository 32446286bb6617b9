import type {Target} from './types.ts';

/** A target that is written in one line: `http://site/`, `site`, `192.0.2.1:8080`; otherwise what is wrong with it. */
export function writtenTarget(text: string): Target | string {
  const written = text.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(written)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    return `A target is visited with http:// or https://, not with '${scheme}://'.`;
  }
  const bare = scheme === undefined && bareAddress(written);
  if (bare) return {address: bare};
  const asUrl = scheme === undefined ? `http://${written}` : written;
  if (!URL.canParse(asUrl)) return `'${written}' is no address of a site: write http://site.example/ or a host name.`;
  const url = new URL(asUrl);
  const rest = url.pathname + url.search;
  if (rest !== '/') {
    return `A target is a site, without the path '${rest}': ask for a page with the check http-exchange: {path: ${rest}}.`;
  }
  // The port is taken from the text: a URL leaves out the usual one of its scheme, even when it was written.
  const port = /:(\d+)\/?$/.exec(asUrl.slice(asUrl.indexOf('//')))?.[1];
  const named = writtenHost(url.hostname);
  return typeof named === 'string' ? named : {...named, ...(port === undefined ? {} : {port: Number(port)})};
}

/** A host name or an address as a part of a target, in the spelling of reports; otherwise what is wrong with it. */
export function writtenHost(text: string): Target | string {
  const address = bareAddress(text.replace(/^\[(.*)\]$/, '$1'));
  if (address) return {address};
  const wrong = `'${text}' is no host name: write it as in http://HOST/, e.g. www.site.example.`;
  if (!/^[^\s/:@?#[\]\\]+$/.test(text) || !URL.canParse(`http://${text}/`)) return wrong;
  const host = new URL(`http://${text}/`).hostname.replace(/\.$/, '');
  // A URL reads any number as an IPv4 address.
  return host === '' || bareAddress(host) ? wrong : {host};
}

/** Like reports write it (RFC 5952 for IPv6); undefined for what is no address. */
export function bareAddress(text: string): string | undefined {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) {
    const octets = text.split('.').map(Number);
    return octets.every((octet) => octet <= 255) ? octets.join('.') : undefined;
  }
  if (!/^[\da-f:.]+$/i.test(text) || !text.includes(':')) return undefined;
  return URL.canParse(`http://[${text}]/`) ? new URL(`http://[${text}]/`).hostname.slice(1, -1) : undefined;
}
