import type {Quantity, Token} from './numbers.ts';

export interface Claim {
  readonly quantity: Quantity;
  readonly bracketed: boolean;
}

/** What an answer says, once calculations are followed to their end. */
export interface Claims {
  /** In order, as written. */
  readonly values: readonly Claim[];
  readonly ranges: readonly (readonly [Quantity, Quantity])[];
  /** Results of calculations that were not worked out. */
  readonly unfinished: readonly number[];
  /** A calculation does not give what stands after the equals sign. */
  readonly inconsistent: boolean;
}

type Side =
  | {readonly kind: 'label'}
  | {readonly kind: 'plain'; readonly quantities: readonly Quantity[]}
  | {readonly kind: 'sum'; readonly value: number};

interface Clause {
  readonly tokens: readonly Token[];
  readonly bracketed: boolean;
}

export function claimsIn(tokens: readonly Token[]): Claims {
  const values: Claim[] = [];
  const ranges: [Quantity, Quantity][] = [];
  const unfinished: number[] = [];
  let inconsistent = false;
  for (const {tokens: clause, bracketed} of clauses(tokens)) {
    const sides = splitAt(clause, ({kind}) => kind === 'equals');
    const calculates = sides.length > 1;
    const found = calculates ? undefined : rangeIn(clause);
    if (found) {
      ranges.push(found);
      continue;
    }
    const read = sides.map((side) => sideOf(side, calculates)).filter(({kind}) => kind !== 'label');
    const last = read.findLast(({kind}) => kind === 'plain') ?? read.at(-1);
    if (!last) continue;
    if (last.kind === 'sum') unfinished.push(last.value);
    if (last.kind === 'plain') values.push(...last.quantities.map((quantity) => ({quantity, bracketed})));
    if (read.some((side) => side !== last && !agree(side, last))) inconsistent = true;
  }
  return {values, ranges, unfinished, inconsistent};
}

function clauses(tokens: readonly Token[]): Clause[] {
  const found: Clause[] = [];
  let depth = 0;
  let current: Token[] = [];
  const end = () => {
    if (current.length > 0) found.push({tokens: current, bracketed: depth > 0});
    current = [];
  };
  for (const token of tokens) {
    if (token.kind === 'break' || token.kind === 'open' || token.kind === 'close') {
      end();
      if (token.kind === 'open') depth += 1;
      if (token.kind === 'close') depth = Math.max(0, depth - 1);
    } else {
      // `Seq=500 Ack=101`: words between a number and an equals sign begin anew.
      if (token.kind === 'equals') {
        const label = lastLabel(current);
        current = current.slice(0, current.length - label.length);
        if (label.length > 0) end();
        current.push(...label);
      }
      current.push(token);
    }
  }
  end();
  return found;
}

/** The words that stand last, where a number stands before them. */
function lastLabel(tokens: readonly Token[]): readonly Token[] {
  const words = tokens.length - 1 - tokens.findLastIndex(({kind}) => kind !== 'word');
  return words > 0 && tokens.at(-words - 1)?.kind === 'quantity' ? tokens.slice(-words) : [];
}

function splitAt(tokens: readonly Token[], isEdge: (token: Token) => boolean): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (isEdge(token)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** `a–b`, `a ~ b`, `a to b`, where the clause is no calculation and holds no other number. */
function rangeIn(clause: readonly Token[]): [Quantity, Quantity] | undefined {
  const at = clause.findIndex(
    (token, index) =>
      (token.kind === 'range' || (token.kind === 'operator' && token.operator === '-')) &&
      clause[index - 1]?.kind === 'quantity' &&
      clause[index + 1]?.kind === 'quantity',
  );
  const from = clause[at - 1];
  const to = clause[at + 1];
  if (from?.kind !== 'quantity' || to?.kind !== 'quantity') return undefined;
  if (clause.filter(({kind}) => kind === 'quantity').length !== 2) return undefined;
  const {quantity: last} = to;
  const first = from.quantity.unit || !last.unit ? from.quantity : {...from.quantity, unit: last.unit};
  return [first, last];
}

/** `calculates`: the clause has an equals sign, so that a stroke divides and a dash subtracts. */
function sideOf(side: readonly Token[], calculates: boolean): Side {
  const operands: Quantity[] = [];
  const operators: ('+' | '-' | '×' | '÷')[] = [];
  const alone: Quantity[] = [];
  let symbolic = false;
  side.forEach((token, index) => {
    if (token.kind !== 'quantity') {
      if (token.kind !== 'operator') return;
      const neighbours = [side[index - 1], side[index + 1]].filter((one) => one?.kind === 'quantity').length;
      if (neighbours === 2 && (calculates || token.operator !== '÷')) operators.push(token.operator);
      // ISN + 1: what the letters stand for is not known here. A dash beside one number only sets it off.
      if (neighbours === 1 && token.operator !== '-' && token.operator !== '÷') symbolic = true;
      if (neighbours === 1 && token.operator === '-' && calculates && index > 0) symbolic = true;
      return;
    }
    const joined = [side[index - 1], side[index + 1]].some(
      (one) => one?.kind === 'operator' && (calculates || one.operator !== '÷'),
    );
    (joined ? operands : alone).push(token.quantity);
  });
  if (symbolic) return alone.length > 0 ? {kind: 'plain', quantities: alone} : {kind: 'label'};
  if (operators.length === 0) {
    const quantities = side.flatMap((token) => (token.kind === 'quantity' ? [token.quantity] : []));
    return quantities.length === 0 ? {kind: 'label'} : {kind: 'plain', quantities};
  }
  if (operands.length !== operators.length + 1) return {kind: 'plain', quantities: [...operands, ...alone]};
  return {
    kind: 'sum',
    value: calculated(
      operands.map(({value}) => value),
      operators,
    ),
  };
}

function calculated(values: readonly number[], operators: readonly ('+' | '-' | '×' | '÷')[]): number {
  const terms: number[] = [values[0] ?? Number.NaN];
  operators.forEach((operator, index) => {
    const value = values[index + 1] ?? Number.NaN;
    const last = terms.at(-1) ?? Number.NaN;
    if (operator === '×') terms[terms.length - 1] = last * value;
    else if (operator === '÷') terms[terms.length - 1] = last / value;
    else terms.push(operator === '+' ? value : -value);
  });
  return terms.reduce((sum, term) => sum + term, 0);
}

/** Both sides of an equals sign are the same number, whichever of them names its unit, as far as they are rounded. */
const agree = (side: Side, last: Side): boolean =>
  meaningsOf(side).some((left) =>
    meaningsOf(last).some(
      (right) =>
        Math.abs(left.value - right.value) <= Math.max(left.slack, right.slack, Math.abs(right.value) * 1e-12) * 1.0001,
    ),
  );

/** As the bare number, in base units, and in bytes; and half of what the last digit is worth. */
function meaningsOf(side: Side): readonly {readonly value: number; readonly slack: number}[] {
  if (side.kind === 'sum') return [{value: side.value, slack: 0}];
  const [quantity, ...more] = side.kind === 'plain' ? side.quantities : [];
  if (!quantity || more.length > 0) return [];
  const {value, unit, step} = quantity;
  const factors = [1, ...(unit?.factors.flatMap((factor) => [factor, factor / 8]) ?? [])];
  // Half a step is what rounding may take away, but two whole numbers are the same or are not.
  return factors.map((factor) => ({value: value * factor, slack: (step * factor) / 2.001}));
}
