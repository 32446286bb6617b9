const FLAG = '(?<![\\p{L}\\p{N}])(SYN|ACK|FIN|RST|PSH|URG|ECE|CWR)(?![\\p{Script=Latin}\\p{N}])';
const TO = '\\s*(?:标志位?|位|flag|bit)?(?:\\s*(?:=|:|被?(?:置为?|设为?|设置为)|为|是|\\bis\\b|\\bset to\\b))*\\s*';
const CLEAR = new RegExp(`${FLAG}${TO}0(?![\\dx])`, 'giu');
const SET = new RegExp(`${FLAG}${TO}1(?!\\d)`, 'giu');
const BESIDE = /只有|仅有?|标志位|其余(?:都|均)?为\s*0|\bonly\b/giu;

/** Whether these are TCP flags. */
export const areFlags = (list: readonly string[]): boolean =>
  list.length > 0 && list.every((one) => new RegExp(`^${FLAG}$`, 'u').test(one));

/** `SYN=1，ACK=0` names the flags that are set: `SYN`. */
export const flagsSet = (text: string): string =>
  text.replace(CLEAR, ' ').replace(SET, '$1').replace(BESIDE, ' ').trim();
