// Drives @event-driven-io/emmett-postgresql. It guards single streams only, so, in its favour, each caller has streams of its own.
import { getPostgreSQLEventStore } from "@event-driven-io/emmett-postgresql"
import pg from "pg"
import { below, sampleEvents, serve } from "../harness.mjs"

const STREAMS_PER_CALLER = 1_500
const pool = new pg.Pool({ connectionString: process.argv[2], max: 64 })
const store = getPostgreSQLEventStore(process.argv[2], { connectionOptions: { pool } })
await store.schema.migrate()

async function count() {
    return Number((await pool.query("SELECT count(*) AS number FROM emt_messages")).rows[0].number)
}

let runs = 0

/** Knows the version of each of its streams from its own last append. */
function caller(number) {
    const run = number === 0 ? ++runs : runs
    const versions = new Map()
    return async () => {
        const stream = `account-${run}-${number}-${below(STREAMS_PER_CALLER)}`
        const events = sampleEvents(() => ({}))
        const expectedStreamVersion = versions.get(stream) ?? "STREAM_DOES_NOT_EXIST"
        const result = await store.appendToStream(stream, events, { expectedStreamVersion })
        versions.set(stream, result.nextExpectedStreamVersion)
        return events.length
    }
}

await serve(count, caller, async () => {
    await store.close()
    await pool.end()
})
