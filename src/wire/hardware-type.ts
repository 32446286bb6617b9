import {hex} from './bits.ts';
import {HARDWARE_NAMES} from './data/numbers.ts';

/** `Ethernet (1)`: an ARP hardware type or, from 256 on, one of Linux's ARPHRD_ numbers. */
export const hardwareText = (type: number): string => `${HARDWARE_NAMES.get(type) ?? 'Unknown'} (${type})`;

/** `Ethernet (0x01)`, as DHCP shows the type in its one byte. */
export const shortHardwareText = (type: number): string => `${HARDWARE_NAMES.get(type) ?? 'Unknown'} (${hex(type, 2)})`;
