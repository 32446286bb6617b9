/** Points as a reader sees them: at most two decimals and none where they are 0. */
export const points = (value: number): string => String(Math.round(value * 100) / 100);
