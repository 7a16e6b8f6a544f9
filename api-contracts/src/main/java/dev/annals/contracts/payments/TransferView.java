package dev.annals.contracts.payments;

import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A completed transfer.
 *
 * @param amount in minor units; positive
 * @param reference absent if the subject who paid was erased
 * @param position of its event
 * @param erased names of the fields that are absent because their subject was erased; absent if
 *     none
 */
public record TransferView(
    TransferId transferId,
    AccountId debitAccountId,
    AccountId creditAccountId,
    long amount,
    Currency currency,
    @Nullable String reference,
    Instant at,
    long position,
    @Nullable List<String> erased) {}
