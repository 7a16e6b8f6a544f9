// What every peer's driver has in common: requests in, answers out, one line of JSON each.
import { createInterface } from "node:readline"

/** As the events of the other contestants: some 150 characters of data, some 120 of metadata. */
export function sampleEvents(tagsOf) {
    return Math.random() < 0.5 ? [sampleEvent(tagsOf)] : [sampleEvent(tagsOf), sampleEvent(tagsOf)]
}

export const EVENT_TYPE = "payments.MoneyMoved"

function sampleEvent(extend) {
    return {
        type: EVENT_TYPE,
        data: {
            amount: { minorUnits: 1 + below(100_000), currency: "EUR" },
            reference: `invoice ${below(1_000_000)}`,
            channel: "mobile",
            counterparty: `merchant-${below(10_000)}`,
            country: "NL"
        },
        metadata: {
            actor: "caller-1",
            append: "1/1",
            seen: "123456",
            traceId: "4bf92f3577b34da6a3ce929d0e0e4736"
        },
        ...extend()
    }
}

export function below(bound) {
    return Math.floor(Math.random() * bound)
}

export function unique() {
    return Math.random().toString(16).slice(2)
}

/**
 * Answers requests until the input ends.
 *
 * @param count how many events the store holds, asked of its tables
 * @param caller makes a caller: a function that appends once and returns how many events it stored, or -1 if refused
 */
export async function serve(count, caller, close) {
    say({ ready: true })
    for await (const line of createInterface({ input: process.stdin })) {
        const { callers, millis } = JSON.parse(line)
        const before = await count()
        const run = await work(callers, millis, caller)
        say({ run, acknowledged: {}, stored: (await count()) - before })
    }
    await close()
}

async function work(callers, millis, caller) {
    const latencies = []
    const run = { operations: 0, refused: 0, events: 0 }
    const start = performance.now()
    await Promise.all(Array.from({ length: callers }, (_, number) => loop(caller(number), start + millis, run, latencies)))
    const seconds = (performance.now() - start) / 1000
    latencies.sort((a, b) => a - b)
    return { ...run, seconds, p50Millis: percentile(latencies, 0.5), p99Millis: percentile(latencies, 0.99) }
}

async function loop(append, end, run, latencies) {
    for (let before = performance.now(); before < end; ) {
        const stored = await append()
        const after = performance.now()
        if (stored < 0) {
            run.refused++
        } else {
            run.operations++
            run.events += stored
            latencies.push(after - before)
        }
        before = after
    }
}

function percentile(sorted, fraction) {
    return sorted.length === 0 ? 0 : sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))]
}

function say(message) {
    process.stdout.write(JSON.stringify(message) + "\n")
}
