import { Client } from 'pg'
import { execute } from '../../support/database.ts'
import type { MessageFate } from '../../support/postgres-proxy.ts'
import type { Fault, Wire } from '../matrix/fault.ts'

const GONE = /database did not answer: .*check marketplace\.url/s
const BROKE_OFF = /database broke off while .* was read: .*--resume reads it anew/s
const UNCONFIRMED = /could not be asked again/

/** Faults of the database: rows that were not all read are no expectations. */
export const DATABASE: Fault[] = [
  database('the database is not there', [4], GONE, (wire) => {
    wire.database.refuses = true
  }),
  database('the database has no connection left', [4], GONE, (wire) => {
    wire.database.rule = () => ({ error: '53300', message: 'sorry, too many clients already' })
  }),
  {
    ...database(
      'the certificate of the database does not verify',
      [4],
      /self-signed certificate.*certificate/s,
      () => {},
    ),
    impostor: 'database',
    tries: 2,
  },
  reading('the connection is cut while rows are read', 'cut'),
  reading('the session is ended by an administrator while rows are read', {
    error: '57P01',
    message: 'terminating connection due to administrator command',
  }),
  reading('the snapshot is lost: a conflict with recovery on a standby', {
    error: '40001',
    message: 'canceling statement due to conflict with recovery',
  }),
  reading('a row is lost on the way', 'drop'),
  {
    ...database(
      'the snapshot is lost: the session was idle for longer than the server allows',
      [4],
      /database broke off while .* was read|database did not answer/,
      idleTimeout,
    ),
    alone: true,
    tries: 3,
  },
  {
    ...database('the database restarts while rows are read', [4], BROKE_OFF, (wire) => {
      wire.database.rule = once('d', rowNumber(wire), async (): Promise<MessageFate> => {
        await crash(wire.world.adminUrl)
        return 'pass'
      })
    }),
    alone: true,
    tries: 3,
  },
  {
    ...database('the database restarts between two stages', [3], UNCONFIRMED, (wire) => {
      wire.onStage = (name) => {
        if (name === 'probe') void crash(wire.world.adminUrl)
      }
    }),
    alone: true,
    tries: 3,
  },
  second('the database is gone at the second look', (wire) => {
    wire.database.refuses = true
    wire.database.cut()
  }),
  second('the connection is cut during the second look', (wire) => {
    wire.database.rule = ({ type }) => (type === 'D' ? 'cut' : 'pass')
  }),
]

function database(what: string, codes: Fault['codes'], says: RegExp, plant: Fault['plant']): Fault {
  return { area: 'database', what, codes, says, plant }
}

/** At some row of the expected objects. */
function reading(what: string, fate: MessageFate): Fault {
  return database(what, [4], BROKE_OFF, (wire) => {
    wire.database.rule = once('d', rowNumber(wire), () => fate)
  })
}

function second(what: string, begin: (wire: Wire) => void): Fault {
  return database(what, [3], UNCONFIRMED, (wire) => {
    wire.onStage = (name) => {
      if (name === 'second look') begin(wire)
    }
  })
}

function rowNumber(wire: Wire): number {
  return 5 + Math.floor(wire.random() * 350)
}

function once(type: string, n: number, fate: () => MessageFate | Promise<MessageFate>) {
  return async (message: { type: string; n: number }): Promise<MessageFate> =>
    message.type === type && message.n === n ? await fate() : 'pass'
}

/** A backend that is killed makes the server end all others and recover, as after a crash of the machine. */
async function crash(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  process.kill(rows[0]?.pid ?? Number.NaN, 'SIGKILL')
  await new Promise((ended) => client.once('end', ended))
}

/** The server's answer to one of the transaction's statements is held back for longer than it may be idle. */
async function idleTimeout(wire: Wire): Promise<void> {
  const role = new URL(wire.world.databaseUrl).username
  await execute(wire.world.adminUrl, `alter role ${role} set idle_in_transaction_session_timeout = 2000`)
  wire.over = () =>
    execute(wire.world.adminUrl, `alter role ${role} reset idle_in_transaction_session_timeout`)
  let left = 1 + Math.floor(wire.random() * 6)
  wire.database.rule = async ({ type }): Promise<MessageFate> => {
    if (wire.stage() !== 'expectations' || type !== 'C' || --left !== 0) return 'pass'
    await new Promise((passed) => setTimeout(passed, 3000))
    return 'pass'
  }
}
