/**
 * Keeps the page of a probe up to date while it runs: asks for the page again when the probe tells something, twice a second at most,
 * and takes over its live part. What it shows is made by the service, as without a script.
 */
export const liveScript = `
const part = () => document.getElementById('live');
const { events } = part().dataset;
let isDue = false;
async function refresh() {
  isDue = false;
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const said = document.getElementById('status');
  const says = next.getElementById('status').textContent;
  if (said.textContent !== says) said.textContent = says;
  if (!part().contains(document.activeElement)) part().replaceWith(next.getElementById('live'));
}
function refreshSoon() {
  if (!isDue) setTimeout(refresh, 500);
  isDue = true;
}
if (events) {
  const source = new EventSource(events);
  source.addEventListener('progress', refreshSoon);
  source.addEventListener('end', () => {
    source.close();
    refresh();
  });
}
`;
