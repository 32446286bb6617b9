// RFC 5280 §4.1.2.4: distinguished names.
import type {FieldNode} from '../model/tree.ts';
import {childrenOf, type Der, oidName, oidText, TAG} from './der.ts';
import {cutLine, text, visible} from './text.ts';
import {derLine, directoryStringLine, itemCount, oidLine, stringOf} from './x509-lines.ts';

/** Attributes that are no DirectoryString (X.520), by identifier. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  ['2.5.4.5', 'PrintableString'],
  ['2.5.4.6', 'CountryName'],
]);

interface Attribute {
  readonly type: Der;
  readonly value: Der;
}

const attributesOf = (set: Der): Attribute[] =>
  childrenOf(set).flatMap((sequence) => {
    const [type, value] = childrenOf(sequence);
    return type?.tag === TAG.oid && value ? [{type, value}] : [];
  });

/** `id-at-commonName=…`; the bytes of a value as they are, whatever their alphabet. */
const attributeText = ({type, value}: Attribute): string =>
  `${oidName(oidText(type))}=${visible(text(value.b.subarray(value.at, value.end)))}`;

const setText = (set: Der): string => attributesOf(set).map(attributeText).join('+');

/** A name as one text: the part that was written last comes first. */
export const nameText = (name: Der): string => childrenOf(name).map(setText).reverse().join(',');

/** `rdnSequence: 3 items (…)` and each item below; `field` is what the name is of. */
export function nameLine(field: string, name: Der): FieldNode {
  const sets = childrenOf(name);
  const shown = sets.length === 0 ? '' : ` (${nameText(name)})`;
  return derLine(field, cutLine(`rdnSequence: ${itemCount(sets.length)}${shown}`), name, sets.map(itemLine));
}

function itemLine(set: Der): FieldNode {
  const attributes = attributesOf(set);
  const shown = `(${setText(set)})`;
  return derLine(
    'x509if.RDNSequence_item',
    cutLine(`RDNSequence item: ${itemCount(attributes.length)} ${shown}`),
    set,
    attributes.map((attribute) => {
      const title = cutLine(`RelativeDistinguishedName item (${attributeText(attribute)})`);
      return derLine('x509if.RelativeDistinguishedName', title, set, attributeLines(attribute));
    }),
  );
}

function attributeLines({type, value}: Attribute): FieldNode[] {
  const plain = PLAIN.get(oidText(type));
  return [
    oidLine('x509if.oid', 'Object Id', type),
    plain === undefined
      ? directoryStringLine(value)
      : derLine(`x509sat.${plain}`, `${plain}: ${stringOf(value)}`, value),
  ];
}
