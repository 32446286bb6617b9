import type {Redaction} from '../../model/report.ts';
import type {Format} from './format.ts';

export const redactionEn = (f: Format) => ({
  title: 'Redacted',
  nothing: 'there was nothing to mask',
  masked: (p: Redaction): string[] =>
    [
      p.publicIpv4 > 0 ? f.count(p.publicIpv4, 'public IPv4 address', 'public IPv4 addresses') : '',
      p.ipv6 > 0 ? f.count(p.ipv6, 'IPv6 address', 'IPv6 addresses') : '',
      p.mac > 0 ? f.count(p.mac, 'MAC address', 'MAC addresses') : '',
      p.cookies > 0 ? f.count(p.cookies, 'cookie', 'cookies') : '',
      p.authorizations > 0 ? f.count(p.authorizations, 'authorization', 'authorizations') : '',
      p.uriCredentials > 0 ? f.count(p.uriCredentials, 'user in a URI', 'users in URIs') : '',
    ].filter((part) => part !== ''),
  all: (parts: readonly string[]): string => parts.join(', '),
  note: 'This report was redacted. Public IPv4 addresses became addresses that begin with 203.0.113 (and with 198.18 when those do not suffice), public IPv6 addresses ones that begin with 2001:db8, and MAC addresses ones that begin with 02:00, numbered as they first appear; the same address has the same mask everywhere. Values of cookies, authorizations, and users and passwords in URIs became asterisks, as many as they had characters. Frame numbers, ports, lengths, sequence numbers and checksums are those of the capture, so that checksums no longer match the masked bytes.',
});
