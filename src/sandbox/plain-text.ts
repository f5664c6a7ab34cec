import { Parser } from 'htmlparser2'

/** Rich text for a terminal: list items behind a dash, everything else as it stands. */
export function toPlainText(rich: string): string {
  let text = ''
  const parser = new Parser(
    {
      onopentagname: (name) => {
        if (name === 'li') text += `${text.endsWith('\n') ? '' : '\n'}- `
      },
      ontext: (words) => {
        text += words
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(rich)
  return text.trim()
}
