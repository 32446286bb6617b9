// Loaded into a program before it starts: writes to file descriptor 3 what memory it had taken when it ended.
import {writeSync} from 'node:fs';
import {isMainThread} from 'node:worker_threads';

if (isMainThread) {
  let heapBytes = 0;
  const sample = () => {
    heapBytes = Math.max(heapBytes, process.memoryUsage().heapUsed);
  };
  setInterval(sample, 20).unref();
  process.on('exit', () => {
    sample();
    writeSync(3, JSON.stringify({heapBytes, rssBytes: process.resourceUsage().maxRSS * 1024}));
  });
}
