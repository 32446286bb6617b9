/**
 * An ISO instant with nanoseconds as a reader's wall clock shows it, e.g.
 * `2024-09-18 15:01:32.461594 (Asia/Shanghai, UTC+08:00)`.
 */
export function localTime(iso: string, timeZone: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'longOffset',
    })
      .formatToParts(date)
      .map(({type, value}) => [type, value]),
  );
  const offset = (parts.timeZoneName ?? 'GMT').replace('GMT', 'UTC');
  const fraction = /\.(\d+)Z$/.exec(iso)?.[1] ?? '';
  const shown = fraction.endsWith('000') ? fraction.slice(0, 6) : fraction;
  const zone = timeZone === 'UTC' || timeZone === 'Etc/UTC' ? 'UTC' : `${timeZone}, ${offset}`;
  return `${parts.year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}:${parts.second}.${shown} (${zone})`;
}
