import { Client } from 'pg'
import { expect, test } from 'vitest'
import { CONTRACT } from '../../src/marketplace/contract.ts'
import { PLANTED, PLANTED_OBJECTS } from '../support/canaries.ts'
import { constat } from '../support/constat.ts'
import { makeDatabase } from '../support/database.ts'
import { TestEstate } from '../support/estate.ts'

/** The role of these runs owns the table and may write to it: it is constat that must not let a mapping do so. */
const VICTIM = `
  create table victim (id integer, name text);
  insert into victim values (1, 'whole');
  create sequence counter;
  create function write_now() returns text language plpgsql as
    $$ begin delete from victim; return 'x'; end $$;
  create function write_while_planning() returns text immutable language plpgsql as
    $$ begin delete from victim; return 'x'; end $$;
  create function unlock_and_write() returns text language plpgsql as
    $$ begin perform set_config('transaction_read_only', 'off', true); delete from victim; return 'x'; end $$;
  create function unlock_for_later() returns text language plpgsql as
    $$ begin
      perform set_config('default_transaction_read_only', 'off', false);
      if current_setting('transaction_read_only') = 'off' then delete from victim; end if;
      return 'vol1/2022/canari-perdu.pdf';
    end $$;
  create procedure write_and_answer(inout object_key text, inout kind text) language plpgsql as
    $$ begin delete from victim; end $$;`

/** The columns of a SELECT of the contract, all null but one. */
function columnsOf(name: string, given: Record<string, string> = {}): string {
  const { columns = [] } = CONTRACT.find((select) => select.name === name) ?? {}
  return columns.map((column) => `${given[column.name] ?? 'null::text'} as ${column.name}`).join(', ')
}

const expected = (key: string) =>
  `select ${columnsOf('expected-objects', { object_key: key, kind: `'offer'`, role: `'content'`, file_id: `'f'` })}`

type Writing = { what: string; mapping: Record<string, string>; says: RegExp }

const writing: Writing[] = [
  {
    what: 'two statements',
    mapping: { buyers: `select ${columnsOf('buyers')}; delete from victim` },
    says: /buyers\.sql.*: holds several statements; expected one SELECT/,
  },
  {
    what: 'a text that ends our statement and begins another',
    mapping: { buyers: `select 1) as mapped) to stdout; commit; drop table victim; copy (select (1` },
    says: /buyers\.sql.*: syntax error/,
  },
  {
    what: 'a comment that would hide the rest of our statement',
    mapping: { buyers: `select ${columnsOf('buyers')} /*` },
    says: /buyers\.sql.*: unterminated \/\* comment/,
  },
  {
    what: 'select … into',
    mapping: { buyers: `select ${columnsOf('buyers')} into taken from victim` },
    says: /buyers\.sql: gives no rows; expected one SELECT/,
  },
  {
    what: 'create table as',
    mapping: { buyers: `create table taken as select ${columnsOf('buyers')}` },
    says: /buyers\.sql: gives no rows; expected one SELECT/,
  },
  {
    what: 'a CTE that deletes and returns',
    mapping: {
      buyers: `with gone as (delete from victim returning *) select ${columnsOf('buyers')} from gone`,
    },
    says: /buyers\.sql: WITH clause containing a data-modifying statement must be at the top level/,
  },
  {
    what: 'delete … returning',
    mapping: { buyers: `delete from victim returning ${columnsOf('buyers')}` },
    says: /buyers\.sql: syntax error/,
  },
  {
    what: 'explain analyze',
    mapping: { buyers: 'explain analyze delete from victim' },
    says: /buyers\.sql: the column collectivity_id is missing/,
  },
  {
    what: 'a procedure',
    mapping: { 'expected-objects': `call write_and_answer('k', 'offer')` },
    says: /expected-objects\.sql: /,
  },
  {
    what: 'a function that writes',
    mapping: { 'expected-objects': expected('write_now()') },
    says: /expected-objects\.sql: cannot execute DELETE in a read-only transaction/,
  },
  {
    what: 'a function that writes while the SELECT is planned',
    mapping: { 'expected-objects': `${expected(`'k'`)} where write_while_planning() = 'x'` },
    says: /expected-objects\.sql: DELETE is not allowed in a non-volatile function/,
  },
  {
    what: 'a function that ends the read-only transaction first',
    mapping: { 'expected-objects': `${expected(`'k'`)} where unlock_and_write() = 'x'` },
    says: /expected-objects\.sql: (cannot set transaction read-write mode|transaction read-write mode must be set)/,
  },
  {
    what: 'a sequence',
    mapping: { 'expected-objects': `${expected(`'k'`)} where nextval('counter') > 0` },
    says: /expected-objects\.sql: cannot execute nextval\(\) in a read-only transaction/,
  },
  {
    what: 'a lock on rows',
    mapping: { 'expected-objects': `${expected(`'k'`)} from victim for update` },
    says: /expected-objects\.sql: cannot execute SELECT FOR UPDATE in a read-only transaction/,
  },
]

test.each(writing)(
  '$what is refused, and nothing changes',
  { timeout: 120_000 },
  async ({ mapping, says }) => {
    const { job, state } = await withVictim(mapping)
    const before = await state()
    for (const name of ['doctor', 'reconcile']) {
      const outcome = await job(name)
      expect(outcome.stdout + outcome.stderr).toMatch(says)
      expect(outcome.code).toBe(2)
    }
    expect(await state()).toEqual(before)
  },
)

test('a SELECT that only the run executes to its end is refused by the run', async () => {
  const { job, state } = await withVictim({
    buyers: `select ${columnsOf('buyers', { full_name: 'write_now()' })}`,
  })
  const before = await state()
  const outcome = await job('reconcile')
  expect(outcome.stderr).toMatch(/buyers\.sql: cannot execute DELETE in a read-only transaction/)
  expect(outcome.code).toBe(2)
  expect(await state()).toEqual(before)
})

test('a function that unlocks the session for later finds no later: every query of a mapping is in a transaction of its own', async () => {
  const { job, state } = await withVictim({
    'expected-objects': `${expected('unlock_for_later()')} where unlock_for_later() is not null`,
  })
  const before = await state()
  expect((await job('doctor')).code).toBe(0)
  expect((await job('reconcile')).code).toBe(1) // lost, so that the second look asked again
  expect(await state()).toEqual(before)
})

async function withVictim(replaced: Record<string, string>) {
  const { url } = await makeDatabase(VICTIM)
  const estate = new TestEstate()
  const bucket = await estate.bucket(PLANTED_OBJECTS)
  estate.mapping(PLANTED, replaced)
  const config = estate.config([{ bucket }])
  const environment = { ...estate.environment, CONSTAT_DATABASE_URL: url }
  return {
    job: (name: string) => constat([name, '--config', config], environment),
    /** All that a write could have changed. */
    async state(): Promise<object> {
      const client = new Client({ connectionString: url })
      await client.connect()
      const { rows: tables } = await client.query(
        `select relname, relkind from pg_class where relnamespace = 'public'::regnamespace order by 1`,
      )
      const { rows: victims } = await client.query('select * from victim')
      const { rows: counters } = await client.query('select last_value, is_called from counter')
      await client.end()
      return { tables, victims, counters }
    },
  }
}
