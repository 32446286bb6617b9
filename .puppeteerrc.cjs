// The browser comes from the machine or from @sparticuz/chromium (see docs/dependencies.md);
// a download while installing would only fail where the network is closed.
module.exports = {skipDownload: true};
