const ENTITIES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);
const CHARACTERS = new Map([...ENTITIES].map(([character, entity]) => [entity, character]));

/** Text as HTML that shows exactly this text, between tags and in quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES.get(character) ?? character);

/** The text that HTML shows; for HTML that was made here or by marked. */
export const plainText = (html: string): string =>
  html.replace(/<[^>]*>/g, '').replace(/&[a-z#0-9]+;/g, (entity) => CHARACTERS.get(entity) ?? entity);
