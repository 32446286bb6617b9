import {HARDWARE_NAMES} from './data/numbers.ts';

/** `Ethernet (1)`: an ARP hardware type or, from 256 on, one of Linux's ARPHRD_ numbers. */
export const hardwareText = (type: number): string => `${HARDWARE_NAMES.get(type) ?? 'Unknown'} (${type})`;
