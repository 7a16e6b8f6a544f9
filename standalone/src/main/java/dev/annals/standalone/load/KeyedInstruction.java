package dev.annals.standalone.load;

/**
 * An instruction with its idempotency key, which depends on nothing but the file's row or account:
 * sent again, in whatever run, it changes nothing.
 *
 * @param origin names it in messages: the row, or the account
 */
record KeyedInstruction(String origin, String key, String reference, Instruction instruction) {}
