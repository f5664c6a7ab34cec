/** What a person sees of our markup: blocks on lines of their own, no tags, characters instead of entities. */
export function visibleText(html: string): string {
  return html
    .replace(/<\/?(?:body|ul|ol|li|h1|h2|blockquote|pre)>/g, '\n')
    .replace(/<\/?[a-z][^<>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
}

/** Words as a reader counts them: dots, dashes and bars between them are none. */
export function countWords(html: string): number {
  return visibleText(html)
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}
