// Drives @dcb-es/event-store-postgres: the same conditional appends over tags as our own log's.
import { AppendConditionError, Query, SequencePosition, Tags } from "@dcb-es/event-store"
import { PostgresEventStore } from "@dcb-es/event-store-postgres"
import pg from "pg"
import { EVENT_TYPE, below, sampleEvents, serve, unique } from "../harness.mjs"

const ENTITIES = 100_000
const pool = new pg.Pool({ connectionString: process.argv[2], max: 64 })
const store = new PostgresEventStore({ pool })
await store.ensureInstalled()

async function number(sql) {
    return Number((await pool.query(sql)).rows[0].number)
}

const count = () => number("SELECT count(*) AS number FROM events")
const head = () => number("SELECT coalesce(max(sequence_position), 0) AS number FROM events")

/** Knows the position of its own last append, as the callers of the other contestants do. */
function caller() {
    let known
    return async () => {
        known ??= SequencePosition.fromString(String(await head()))
        const entity = `account-${below(ENTITIES)}`
        const events = sampleEvents(() => ({ tags: Tags.fromObj({ entity, movement: unique() }) }))
        const failIfEventsMatch = Query.fromItems([{ types: [EVENT_TYPE], tags: Tags.fromObj({ entity }) }])
        try {
            known = await store.append({ events, condition: { failIfEventsMatch, after: known } })
            return events.length
        } catch (error) {
            if (!(error instanceof AppendConditionError)) throw error
            known = undefined
            return -1
        }
    }
}

await serve(count, caller, () => pool.end())
