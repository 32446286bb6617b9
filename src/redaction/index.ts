import type {Redaction, Report} from '../model/report.ts';
import type {FieldNode} from '../model/tree.ts';
import {hexText} from '../wire/address.ts';
import {addressBits} from '../wire/ethernet.ts';
import {macName} from '../wire/mac.ts';
import {rewriteAddresses} from './address-text.ts';
import {byteMasks, maskBytes, maskHex} from './bytes.ts';
import {type AddressMasks, addressMasks, seenAddresses} from './masks.ts';
import {maskHeader, maskSecrets, type SeenSecrets, seenSecrets} from './secrets.ts';

/**
 * The report without what tells who was recorded: cookies, credentials, user information in URIs, MAC addresses and
 * public IP addresses, the same mask wherever one stands. Numbers of frames, ports, lengths and sequence numbers stay.
 * A report that was redacted already is returned as it is.
 */
export function redact(report: Report): Report {
  if (report.redaction) return report;
  const secrets = seenSecrets();
  const addresses = seenAddresses();
  const noting = {mask: (address: Uint8Array, sure: boolean) => void (sure && addresses.add(address))};
  const note = (text: string): string => {
    rewriteAddresses(maskSecrets(text, secrets), noting);
    return text;
  };
  // Masks are chosen once everything was seen, so that none is an address that the capture has itself.
  rewriteStrings(report, {secrets, text: note, bytes: (digits) => noteBytes(digits, note)});
  const masks = addressMasks(addresses);
  const redaction = summary(masks, secrets);
  return {...rewriteStrings(report, {secrets, ...maskers(masks, secrets)}), redaction};
}

const summary = (masks: AddressMasks, secrets: SeenSecrets): Redaction => ({
  publicIpv4: masks.ipv4.length,
  ipv6: masks.ipv6.length,
  mac: masks.macs.length,
  cookies: secrets.cookies.size,
  authorizations: secrets.authorizations.size,
  uriCredentials: secrets.uriCredentials.size,
});

/** What becomes of a report's strings. */
interface Rewriting {
  readonly secrets: SeenSecrets;
  readonly text: (text: string) => string;
  /** Of a frame's bytes in hexadecimal. */
  readonly bytes: (digits: string) => string;
}

function noteBytes(digits: string, note: (text: string) => string): string {
  note(Buffer.from(digits, 'hex').toString('latin1'));
  return digits;
}

function maskers(masks: AddressMasks, secrets: SeenSecrets): Pick<Rewriting, 'text' | 'bytes'> {
  const withoutSecrets = (text: string): string => secrets.known.mask(maskSecrets(text, secrets));
  const inBytes = byteMasks(masks, withoutSecrets);
  const names = new Map(masks.macs.map((mac) => [macName(mac), macName(masks.of(mac) ?? mac)]));
  return {
    text: (text) =>
      rewriteAddresses(withoutSecrets(text), {mask: masks.of})
        .replace(MAC_NAME, (name) => names.get(name) ?? name)
        .replace(HEX_RUN, (digits) => maskHex(digits, inBytes)),
    bytes: (digits) => hexText(maskBytes(Buffer.from(digits, 'hex'), inBytes)),
  };
}

/** Names as the registry has them, with the rest of the address: see wire/mac.ts. */
const MAC_NAME = /(?<![^\s(),'"[\]])[^\s(),'"[\]]+_[0-9a-f]{1,2}(?::[0-9a-f]{2}){0,3}(?![\w:])/g;

/** As long as an IPv4 address or longer: also the bytes of data that no protocol explains. */
const HEX_RUN = /(?<=(?<![0-9a-z])(?:0x)?)[0-9a-f]{8,}(?![0-9a-z])/gi;

/** What the program says of the file and of itself. */
const OWN_WORDS = new Set(['sha256', 'generator', 'field', 'code']);

function rewriteStrings<T>(value: T, rewriting: Rewriting): T {
  const rewrite = (part: unknown, key: string): unknown => {
    if (typeof part === 'string') return key === 'hex' ? rewriting.bytes(part) : rewriting.text(part);
    if (part === null || typeof part !== 'object' || OWN_WORDS.has(key)) return part;
    if (Array.isArray(part)) {
      return part.map((item: unknown) => (key === 'headers' ? rewriteHeader(item, rewriting) : rewrite(item, key)));
    }
    const whole = isNode(part) ? withoutCredentials(part, rewriting) : part;
    const entries = Object.entries(whole).map(([name, child]) => [
      name,
      OWN_WORDS.has(name) ? child : rewrite(child, name),
    ]);
    const rewritten: unknown = Object.fromEntries(entries);
    return isNode(rewritten) ? withOwnBits(rewritten) : rewritten;
  };
  return rewrite(value, '') as T;
}

function rewriteHeader(header: unknown, {secrets, text}: Rewriting): unknown {
  const [name = '', value = ''] = header as readonly string[];
  return [text(name), text(maskHeader(name, value, secrets))];
}

const isNode = (value: unknown): value is FieldNode =>
  typeof value === 'object' && value !== null && 'field' in value && 'text' in value;

/** Lines of which only the field tells that they are secret. */
function withoutCredentials(node: FieldNode, {secrets}: Rewriting): FieldNode {
  const [, label = '', value = ''] = /^([^:]*: )(.*)$/s.exec(node.text) ?? [];
  if (node.field === 'http.cookie_pair') return {...node, text: label + maskHeader('Cookie', value, secrets)};
  if (node.field === 'http.authbasic') return {...node, text: label + value.replace(/[^:]/g, '*')};
  return node;
}

/** The bits below a MAC address tell how it begins. */
function withOwnBits(node: FieldNode): FieldNode {
  const {field, at = 0, value, children} = node;
  if (!children?.some((child) => child.field === `${field}.lg`) || typeof value !== 'string') return node;
  const bytes = Buffer.concat([Buffer.alloc(at), Buffer.from(value.replaceAll(':', ''), 'hex')]);
  const bits = addressBits(field, bytes, at);
  return {...node, children: children.map((child) => bits.find((bit) => bit.field === child.field) ?? child)};
}
