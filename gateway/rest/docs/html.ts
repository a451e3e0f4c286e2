/** Text that is HTML already. */
export interface Html {
  readonly html: string;
}

type Part = string | number | Html | undefined | readonly (string | Html | undefined)[];

/** A template whose values are escaped unless they are HTML themselves. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: texts.reduce((all, text, index) => all + render(parts[index - 1]) + text) };
}

/** Text with `code` marked and blank lines as paragraphs, as the schema's descriptions are written. */
export function prose(text: string): Html {
  const paragraphs = text.split(/\n{2,}/).map((paragraph) => {
    const parts = paragraph
      .split(/`([^`]+)`/)
      .map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
    return html`<p>${parts}</p>`;
  });
  return html`${paragraphs}`;
}

function render(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return escape(String(part));
  return 'html' in part ? part.html : part.map(render).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!);
}
