// Reads a file of references with Zotero's own import code, outside Zotero, and prints one JSON object a work.
//
//   node zotero.mjs TRANSLATORS/RIS.js FILE          a translator of https://github.com/zotero/translators
//   node zotero.mjs @retorquere/bibtex-parser FILE   the parser of Better BibTeX for Zotero (npm)
//   node zotero.mjs @citation-js FILE                citation-js with its plug-ins for BibTeX and RIS (npm)
//
// What Zotero offers its translators is stood in for by the few functions that the import of references calls.

import fs from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const [, , reader, file] = process.argv
const text = fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
const require = createRequire(path.join(process.cwd(), 'package.json'))
const load = async name => {
  const home = path.join(process.cwd(), 'node_modules', name)
  const { exports, main, module } = JSON.parse(fs.readFileSync(path.join(home, 'package.json'), 'utf8'))
  const entry = exports?.['.'] ?? exports ?? {}
  const found = [entry.import, entry.default, entry, module, main].find(one => typeof (one?.default ?? one) === 'string')
  return import(pathToFileURL(path.join(home, found.default ?? found)).href)
}

if (reader === '@citation-js') {
  const { Cite } = require('@citation-js/core')
  require('@citation-js/plugin-bibtex')
  require('@citation-js/plugin-ris')
  for (const { _graph, ...item } of new Cite(text).data) console.log(JSON.stringify(item))
} else if (reader.startsWith('@')) {
  const library = await load(reader)
  for (const entry of (library.parse ?? library.default.parse)(text, { sentenceCase: false }).entries)
    console.log(JSON.stringify({ type: entry.type, ...entry.fields }))
} else await translate()

async function translate() {
  const source = fs.readFileSync(reader, 'utf8')
  const header = /^\s*\{[\s\S]*?\n\}/.exec(source)[0]
  const context = vm.createContext({ ...zotero(), console })
  vm.runInContext(`${source.slice(header.length)}\n;this.run = doImport`, context)
  await context.run()
}

function zotero() {
  let at = 0
  const line = () => {
    if (at >= text.length) return false
    const end = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at)
    const found = text.slice(at, end).replace(/\r$/, '')
    at = end + 1
    return found
  }
  const read = count => {
    if (count === undefined) return line()
    at += count
    return at - count >= text.length ? false : text.slice(at - count, at)
  }
  class Item {
    constructor(type) {
      Object.assign(this, { itemType: type, creators: [], notes: [], tags: [], attachments: [], collections: [] })
    }
    complete() {
      console.log(JSON.stringify(this))
    }
  }
  class Collection {
    children = []
    complete() {}
  }
  const Zotero = { Item, Collection, read, parentTranslator: null, Utilities: utilities() }
  for (const name of ['debug', 'getHiddenPref', 'getOption', 'setProgress']) Zotero[name] = () => undefined
  return { Zotero, Z: Zotero, ZU: Zotero.Utilities }
}

function utilities() {
  const named = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' }
  return {
    trim: said => said.trim(),
    trimInternal: said => said.replace(/\s+/g, ' ').trim(),
    unescapeHTML: said => said.replace(/<[a-z/!][^<>]*>/gi, '').replace(/&\w+;/g, one => named[one] ?? one),
    cleanDOI: said => /10\.[0-9.]+\/\S*[^\s.,]/.exec(said)?.[0] ?? null,
    deepCopy: value => JSON.parse(JSON.stringify(value)),
    fieldIsValidForType: () => true,
    strToDate: said => ({ year: /\d{4}/.exec(said)?.[0] }),
    strToISO: said => said,
    formatDate: date => String(date.year ?? ''),
    removeDiacritics: said => said.normalize('NFD').replace(/\p{M}/gu, ''),
    getCreatorsForType: () => ['author'],
    getVersion: () => '7',
    cleanAuthor(said, creatorType, useComma) {
      const cut = useComma && said.includes(',') ? said.indexOf(',') : -1
      const last = said.trim().lastIndexOf(' ')
      if (cut >= 0) return { lastName: said.slice(0, cut).trim(), firstName: said.slice(cut + 1).trim(), creatorType }
      return { lastName: said.trim().slice(last + 1), firstName: said.trim().slice(0, Math.max(0, last)), creatorType }
    },
  }
}
