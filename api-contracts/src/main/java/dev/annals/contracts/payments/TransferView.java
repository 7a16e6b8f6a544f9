package dev.annals.contracts.payments;

import java.time.Instant;
import java.util.Currency;

/**
 * A completed transfer.
 *
 * @param amount in minor units; positive
 * @param position of its event
 */
public record TransferView(
    TransferId transferId,
    AccountId debitAccountId,
    AccountId creditAccountId,
    long amount,
    Currency currency,
    String reference,
    Instant at,
    long position) {}
